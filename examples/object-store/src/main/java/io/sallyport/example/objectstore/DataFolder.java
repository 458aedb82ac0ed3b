package io.sallyport.example.objectstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;

/** The folder that holds everything the server keeps; for its owner's eyes only. */
record DataFolder(Path path) {
  private static final int KEY_BYTES = 32;

  /** Opens a folder; at first makes it, and a random master key in it. */
  static DataFolder open(Path path, SecureRandom random) throws IOException {
    DataFolder folder = new DataFolder(path.toAbsolutePath().normalize());
    Path parent = folder.path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (!Files.isDirectory(folder.path)) {
      Files.createDirectory(folder.path, mode("rwx------"));
    }
    if (!Files.isDirectory(folder.objects())) {
      Files.createDirectory(folder.objects(), mode("rwx------"));
    }
    if (!Files.exists(folder.masterKey())) {
      folder.makeMasterKey(random);
    }
    return folder;
  }

  private void makeMasterKey(SecureRandom random) throws IOException {
    if (Files.exists(path.resolve("iam.mv.db"))) {
      throw new IOException(
          "The master key " + masterKey() + " is gone: without it, " + path + " can't be opened.");
    }
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    var create = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var file = Files.newByteChannel(masterKey(), create, mode("rw-------"))) {
      file.write(ByteBuffer.wrap(key));
    }
  }

  private static FileAttribute<?> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  /** The key that wraps all others. */
  Path masterKey() {
    return path.resolve("master.key");
  }

  /** Where roles, users and policies are. */
  String database() {
    return "jdbc:h2:" + path.resolve("iam");
  }

  /** Where objects are: a folder for each bucket. */
  Path objects() {
    return path.resolve("objects");
  }
}
