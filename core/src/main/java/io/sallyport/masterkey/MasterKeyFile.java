package io.sallyport.masterkey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.UUID;

/** Reads and makes the file that holds a master key. */
final class MasterKeyFile {
  private static final String OWNER_ONLY = "rw-------";

  private MasterKeyFile() {}

  static byte[] read(Path file) {
    try {
      refuseSharedFile(file);
      byte[] key = Files.readAllBytes(file);
      if (key.length != MasterKey.LENGTH) {
        throw new MasterKeyException(
            "the master key file " + file + " has " + key.length + " bytes, not 32");
      }
      return key;
    } catch (NoSuchFileException e) {
      throw new MasterKeyException("the master key file " + file + " doesn't exist", e);
    } catch (IOException e) {
      throw new MasterKeyException("the master key file " + file + " can't be read", e);
    }
  }

  /**
   * Written whole, and to the disk, under a name of its own first: a crash leaves no half a key
   * behind, and of two that make one at once neither has to do with the other's. What it answers
   * for is on the disk under its name, too: nothing is wrapped by a key that is gone after a crash.
   */
  static void create(Path file, SecureRandom random) {
    byte[] key = new byte[MasterKey.LENGTH];
    random.nextBytes(key);
    if (Files.exists(file)) {
      throw new MasterKeyException("the master key file " + file + " exists already");
    }
    Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
    try {
      try {
        write(draft, key);
        Files.createLink(file, draft);
      } finally {
        Files.deleteIfExists(draft);
      }
      force(file.toAbsolutePath().resolveSibling(""));
    } catch (IOException | UnsupportedOperationException e) {
      throw new MasterKeyException("the master key file " + file + " can't be made", e);
    }
  }

  /** Some systems have no folder to be opened, and need none to be. */
  private static void force(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void write(Path file, byte[] key) throws IOException {
    FileAttribute<?>[] attributes =
        isPosix(file)
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
            }
            : new FileAttribute<?>[0];
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options, attributes)) {
      ByteBuffer bytes = ByteBuffer.wrap(key);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Refuses a file with a key that others than its owner may read. */
  static void refuseSharedFile(Path file) throws IOException {
    if (!isPosix(file)) {
      return;
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Set<PosixFilePermission> allowed = PosixFilePermissions.fromString("rwx------");
    if (!allowed.containsAll(Files.getPosixFilePermissions(file))) {
      throw new MasterKeyException(
          "the file "
              + file
              + " with the master key may be read by others than its owner: chmod 600 it");
    }
  }

  private static boolean isPosix(Path file) {
    return file.toAbsolutePath().getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
