package io.sallyport.example.objectstore;

import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.MasterKeyException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder that holds everything the server keeps; for its owner's eyes only.
 *
 * @param database where roles, users and policies are: in the folder, unless it says otherwise
 */
record DataFolder(Path path, String database) {

  /**
   * Opens a folder; makes it if there is none.
   *
   * @throws IOException if it can't be made or used; its message says why
   */
  static DataFolder open(Path path) throws IOException {
    Path whole = path.toAbsolutePath().normalize();
    DataFolder folder = new DataFolder(whole, "jdbc:h2:" + whole.resolve("iam"));
    if (folder.path.toString().indexOf(';') >= 0) {
      throw new IOException(folder.path + " has a ';', which the database's URL can't hold");
    }
    make(folder.path);
    make(folder.objects());
    return folder;
  }

  private static void make(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a directory");
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_ONLY);
    }
    if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
  }

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * The key that wraps all others; made at the first start.
   *
   * @throws MasterKeyException if it is gone from beside a database, or can't be used
   */
  MasterKey masterKey() {
    Path file = path.resolve("master.key");
    if (Files.exists(file)) {
      return MasterKey.file(file);
    }
    if (Files.exists(path.resolve("iam.mv.db"))) {
      throw new MasterKeyException(
          "the master key file " + file + " is gone: nothing else opens what is kept here");
    }
    return MasterKey.createFile(file);
  }

  /** The same folder, with roles, users and policies in this database. */
  DataFolder withDatabase(String url) {
    return new DataFolder(path, url);
  }

  /** Where objects are: a folder for each bucket. */
  Path objects() {
    return path.resolve("objects");
  }

  /** Where what is kept of buckets is, besides their objects. */
  Path buckets() {
    return path.resolve("buckets");
  }

  /** Where what is kept of objects is, besides their content: a folder for each bucket. */
  Path labels() {
    return path.resolve("labels");
  }
}
