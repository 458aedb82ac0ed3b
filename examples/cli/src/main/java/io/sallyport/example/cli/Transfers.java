package io.sallyport.example.cli;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.StoreTransfer;
import io.sallyport.storage.StoreTransfer.Exported;
import io.sallyport.storage.StoreTransfer.Imported;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** {@code export} and {@code import}. */
final class Transfers {
  private static final String STREAM = "-";
  private static final String FILE = "FILE|-";
  private static final int BUFFER = 1 << 16;

  static final List<Verb> VERBS =
      List.of(
          Verb.of(
                  "export",
                  "Writes all that a store holds; secrets stay wrapped by its master key.",
                  Transfers::exporting)
              .on(FILE),
          Verb.of(
                  "import",
                  "Reads an export into a store that is new, or has part of it already.",
                  Transfers::importing,
                  Flag.switching(
                      "--radosgw",
                      "",
                      "the file has roles, as radosgw-admin role list prints them"))
              .on(FILE));

  private Transfers() {}

  private static Result exporting(Arguments given, Context context) throws IOException {
    if (given.operand().equals(STREAM)) {
      long unused = exportTo(context.out(), context);
      return Result.NOTHING;
    }
    Path file = Path.of(given.operand());
    try (OutputStream target = create(file)) {
      return Result.of(Json.object().put("exported", exportTo(target, context)));
    } catch (RuntimeException | IOException e) {
      if (!(e instanceof FileAlreadyExistsException)) {
        Files.deleteIfExists(file);
      }
      throw e;
    }
  }

  /** Answers how many entries there were. */
  private static long exportTo(OutputStream target, Context context) throws IOException {
    try (IamStore store = Stores.openExisting(context.store());
        Progress progress = context.progress()) {
      OutputStream buffered = new BufferedOutputStream(new CountedOutput(target, progress), BUFFER);
      Exported done = StoreTransfer.export(store, KeyRange.all(), buffered);
      if (done.changedMeanwhile() > 0) {
        throw new Failure("the store changed while it was read, so this is not one state of it");
      }
      return done.entries();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    }
  }

  /** A file for its owner alone: what is exported has every policy in it. */
  private static OutputStream create(Path file) throws IOException {
    FileAttribute<?>[] ownerOnly =
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return Files.newOutputStream(Files.createFile(file, ownerOnly));
  }

  private static Result importing(Arguments given, Context context) throws IOException {
    String file = given.operand();
    boolean fromStream = file.equals(STREAM);
    try (InputStream source = fromStream ? context.in() : Files.newInputStream(Path.of(file))) {
      if (given.has("--radosgw")) {
        return RadosgwRoles.read(source).importInto(context);
      }
      return importing(source, context);
    }
  }

  private static Result importing(InputStream source, Context context) throws IOException {
    try (IamStore store = Stores.open(context.store());
        Progress progress = context.progress()) {
      Imported done =
          StoreTransfer.importInto(
              store, new BufferedInputStream(new CountedInput(source, progress), BUFFER));
      if (!done.different().isEmpty()) {
        throw new Failure(
            "the store has other values for %d of the entries: they were left as they are"
                .formatted(done.different().size()));
      }
      return Result.of(
          Json.object().put("imported", done.created()).put("already_there", done.alreadyThere()));
    }
  }

  private static final class CountedOutput extends FilterOutputStream {
    private final Progress progress;
    private long bytes;

    CountedOutput(OutputStream to, Progress progress) {
      super(to);
      this.progress = progress;
    }

    @Override
    public void write(byte[] all, int from, int length) throws IOException {
      out.write(all, from, length);
      bytes += length;
      progress.at("%,d KiB written".formatted(bytes / 1024));
    }
  }

  private static final class CountedInput extends FilterInputStream {
    private final Progress progress;
    private long bytes;

    CountedInput(InputStream from, Progress progress) {
      super(from);
      this.progress = progress;
    }

    @Override
    public int read(byte[] all, int from, int length) throws IOException {
      int read = in.read(all, from, length);
      bytes += Math.max(0, read);
      progress.at("%,d KiB read".formatted(bytes / 1024));
      return read;
    }
  }
}
