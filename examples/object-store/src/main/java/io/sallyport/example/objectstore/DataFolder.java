package io.sallyport.example.objectstore;

import io.sallyport.example.objectstore.kept.DurableFiles;
import io.sallyport.example.objectstore.served.EncryptedVolume;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.MasterKeyException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that holds everything the server keeps; for its owner's eyes only.
 *
 * @param volume what the operator says of the volume that it is on, if that it is encrypted
 * @param database where roles, users and policies are: in the folder, unless it says otherwise
 */
record DataFolder(Path path, Optional<EncryptedVolume> volume, String database) {

  /**
   * Opens a folder; makes it if there is none.
   *
   * @throws IOException if it can't be made or used, or others than its owner may look into it,
   *     where some files are for their owner's eyes by this alone; its message says why
   */
  static DataFolder open(Path path) throws IOException {
    Path whole = path.toAbsolutePath().normalize();
    DataFolder folder = new DataFolder(whole, Optional.empty(), "jdbc:h2:" + whole.resolve("iam"));
    if (folder.path.toString().indexOf(';') >= 0) {
      throw new IOException(folder.path + " has a ';', which the database's URL can't hold");
    }
    make(folder.path);
    if (!OWNER_RIGHTS.containsAll(Files.getPosixFilePermissions(folder.path))) {
      throw new IOException(
          folder.path + " may be looked into by others than its owner: chmod 700 it");
    }
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

  private static final Set<PosixFilePermission> OWNER_RIGHTS =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(OWNER_RIGHTS);

  /**
   * The key that wraps all others; made at the first start.
   *
   * @throws MasterKeyException if it is gone from beside a database, or can't be used
   * @throws IOException if the folder can't be written to
   */
  MasterKey masterKey() throws IOException {
    Path file = path.resolve("master.key");
    if (Files.exists(file)) {
      return MasterKey.file(file);
    }
    if (Files.exists(path.resolve("iam.mv.db"))) {
      throw new MasterKeyException(
          "the master key file " + file + " is gone: nothing else opens what is kept here");
    }
    DurableFiles.write(examplesDue(), new byte[0]);
    return MasterKey.createFile(file);
  }

  /** There until a start has made the example's users, or had its own: then never again. */
  private Path examplesDue() {
    return path.resolve("example-users.due");
  }

  /** Whether the example's users are still to be made. Those that were are not made again. */
  boolean isExampleDue() {
    return Files.exists(examplesDue());
  }

  /** Says that the example's users were made, or aren't wanted. */
  void noteExample() throws IOException {
    DurableFiles.delete(examplesDue());
  }

  /** The same folder, with roles, users and policies in this database. */
  DataFolder withDatabase(String url) {
    return new DataFolder(path, volume, url);
  }

  /** The same folder, of whose volume something is said. */
  DataFolder on(EncryptedVolume encrypted) {
    return new DataFolder(path, Optional.of(encrypted), database);
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
