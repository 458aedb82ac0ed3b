package io.sallyport.storage.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk, for H2's URLs {@code lossy:}, that keeps over a power failure only what was forced to it:
 * the most that a disk may lose.
 */
@SuppressWarnings("exports") // Public for H2, which makes its own.
public final class LossyDisk extends FilePathWrapper {
  private static final Map<Path, byte[]> FORCED = new ConcurrentHashMap<>();

  /** Lets H2 know of the disk. */
  static void insert() {
    FilePath.register(new LossyDisk());
  }

  /** Writes to another file what a file has after a power failure. */
  static void fail(Path file, Path survivor) throws IOException {
    Files.write(survivor, FORCED.getOrDefault(file, new byte[0]));
  }

  @Override
  public String getScheme() {
    return "lossy";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    String name = getBase().toString();
    return new Channel(getBase().open(mode), Path.of(name.substring(name.indexOf('/'))));
  }

  private static final class Channel extends FileBase {
    private final FileChannel disk;
    private final Path file;

    Channel(FileChannel disk, Path file) {
      this.disk = disk;
      this.file = file;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      disk.force(metaData);
      FORCED.put(file, Files.readAllBytes(file));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return disk.read(target);
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return disk.read(target, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      return disk.write(source);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      return disk.write(source, position);
    }

    @Override
    public long position() throws IOException {
      return disk.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      disk.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return disk.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      disk.truncate(size);
      return this;
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return disk.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() {
      try {
        disk.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
