package io.sallyport.example.objectstore.kept;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The names by which what is kept of an object is found. S3Proxy writes an object's metadata with
 * its file, and then gives the file its name: so a label is there with the object's content or not
 * at all. An object of which nothing is kept needs none, which a reader would pay for: it is known
 * by what tells its file from any other, and is given a label once something is to be kept of it.
 */
public final class Labels {
  /** The metadata of an object in which its label is; no client sees or sets it. */
  public static final String METADATA = "sallyport-label";

  /**
   * The metadata in which is how an object's writer asked it to be encrypted, if otherwise than all
   * are; no client sees or sets them.
   */
  public static final String ENCRYPTION = "sallyport-encryption";

  /** Where S3Proxy keeps metadata. */
  private static final String KEPT = "user.user-metadata.";

  /** What it keeps with each file, after all but the metadata. */
  private static final String LAST = "user.storage-tier";

  /** Where it is kept by what upload an object became what it is. */
  private static final String UPLOAD = "sallyport.upload";

  /**
   * What is kept of a file with the longest headers that come with objects, its label, and how it
   * was asked to be encrypted.
   */
  private static final int ROOM = 3 * 1024 + 512;

  /** How often a file is looked at that goes, and is there again, while it is looked at. */
  private static final int MOST_LOOKS = 100;

  /** With what labels of objects begin of which nothing need be kept. */
  private static final String PLAIN = "00000000-";

  private Labels() {}

  /** Looks at a file that is there. */
  @FunctionalInterface
  interface Look<T> {
    Optional<T> at(Path file) throws IOException;
  }

  /** A label that no object has. */
  static String fresh() {
    String label;
    do {
      label = UUID.randomUUID().toString();
    } while (isPlain(label));
    return label;
  }

  /** A label that no object has, of one that is written so that nothing need be kept of it. */
  public static String plain() {
    return PLAIN + UUID.randomUUID().toString().substring(PLAIN.length());
  }

  /** Whether nothing need be kept under a label. */
  static boolean isPlain(String label) {
    return label.startsWith(PLAIN);
  }

  /**
   * The label of an object, or of an upload under way.
   *
   * @return empty if there is no such file
   */
  public static Optional<String> of(Path file) throws IOException {
    return look(file, Labels::labelOrIdentity);
  }

  private static Optional<String> labelOrIdentity(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      return Optional.empty();
    }
    Optional<String> given = given(file);
    return given.isPresent() ? given : Optional.of(identity(attributes));
  }

  /** What is no label of ours must not be taken for a file's path. */
  private static Optional<String> given(Path file) throws IOException {
    return read(file, KEPT + METADATA).map(it -> UUID.fromString(it).toString());
  }

  /** Whether a label was given to its file, which else is known by what it is. */
  static boolean isGiven(String label) {
    return label.indexOf('-') >= 0;
  }

  /** Looks at a file that may go meanwhile, or become another; empty if it isn't there. */
  static <T> Optional<T> look(Path file, Look<T> look) throws IOException {
    for (int looks = 1; ; looks++) {
      try {
        return look.at(file);
      } catch (FileSystemException e) {
        if (!Files.exists(file)) {
          return Optional.empty();
        }
        if (looks == MOST_LOOKS) {
          throw e;
        }
      }
    }
  }

  /**
   * Gives a file a label, if it has none, that it keeps whatever becomes of its name, for which it
   * has another one meanwhile: so no file that comes in its place is given it.
   *
   * @param was what {@link #of} answered, without a label that was given
   * @param other a name for the time being, which no file has
   * @return the label that it has now; empty if another file is there by now, or none
   */
  static Optional<String> give(Path file, String was, String label, Path other) throws IOException {
    try {
      Files.createLink(other, file);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // It has gone just now, and may be followed by another.
    } catch (FileSystemException e) {
      if (Files.isRegularFile(file)) {
        throw e;
      }
      return Optional.empty();
    }
    try {
      if (!identity(Files.readAttributes(other, BasicFileAttributes.class)).equals(was)) {
        return Optional.empty();
      }
      Optional<String> given = given(other);
      if (given.isPresent()) {
        return given;
      }
      attributes(other).write(KEPT + METADATA, StandardCharsets.UTF_8.encode(label));
      return Optional.of(label);
    } finally {
      Files.deleteIfExists(other);
    }
  }

  /** Opens a file, whatever its name is by then; empty if it isn't there. */
  static Optional<FileChannel> open(Path file) throws IOException {
    return look(file, it -> Optional.of(FileChannel.open(it, StandardOpenOption.READ)));
  }

  /** Whether S3Proxy has kept with a file what it keeps with each, and so many metadata. */
  static boolean areWhole(Path file, int metadata) throws IOException {
    List<String> names = look(file, it -> Optional.of(attributes(it).list())).orElse(List.of());
    return names.contains(LAST)
        && names.stream().filter(name -> name.startsWith(KEPT)).count() >= metadata;
  }

  /** How an object, or an upload under way, was asked to be encrypted; empty if as all are. */
  static Optional<String> encryption(Path file) throws IOException {
    return look(file, it -> read(it, KEPT + ENCRYPTION));
  }

  /** Notes by what upload an object became what it is. */
  static void noteUpload(Path file, String id) throws IOException {
    attributes(file).write(UPLOAD, ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8)));
  }

  /** The id of the upload by which an object became what it is; empty if by none. */
  public static Optional<String> upload(Path file) throws IOException {
    return look(file, it -> read(it, UPLOAD));
  }

  /** Tries how much S3Proxy can keep with a file: with a label, what clients may send. */
  static void requireRoom(Path file) throws IOException {
    try {
      attributes(file).write("user.room", ByteBuffer.allocate(ROOM));
    } catch (IOException e) {
      throw new IOException(
          file.getParent()
              + " is on a file system with less than "
              + ROOM
              + " bytes for attributes",
          e);
    }
  }

  private static UserDefinedFileAttributeView attributes(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }

  private static Optional<String> read(Path file, String attribute) throws IOException {
    UserDefinedFileAttributeView view = attributes(file);
    if (!view.list().contains(attribute)) { // Throws if there is no file.
      return Optional.empty();
    }
    ByteBuffer text = ByteBuffer.allocate(view.size(attribute));
    view.read(attribute, text);
    return Optional.of(new String(text.array(), 0, text.position(), StandardCharsets.UTF_8));
  }

  private static String identity(BasicFileAttributes attributes) {
    String identity = attributes.fileKey() + " " + attributes.lastModifiedTime();
    return HexFormat.of().formatHex(identity.getBytes(StandardCharsets.UTF_8));
  }
}
