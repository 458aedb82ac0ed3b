package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.masterkey.MasterKeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @Test
  void isForItsOwnerAlone(@TempDir Path parent) throws Exception {
    DataFolder folder = DataFolder.open(parent.resolve("data"));
    folder.masterKey();
    assertEquals("rwx------", mode(folder.path()));
    assertEquals("rw-------", mode(folder.path().resolve("master.key")));
    assertEquals(32, Files.size(folder.path().resolve("master.key")));
  }

  @Test
  void neverReplacesALostMasterKey(@TempDir Path path) throws Exception {
    DataFolder folder = DataFolder.open(path);
    Files.createFile(path.resolve("iam.mv.db"));
    assertThrows(MasterKeyException.class, folder::masterKey);
  }

  /** The database's file, and for a moment the certificate's, are for all who come so far. */
  @Test
  void isRefusedIfOthersMayLookIntoIt(@TempDir Path parent) throws Exception {
    for (String shared : new String[] {"rwxr-x---", "rwx--x--x", "rwx---r--", "rwx-w----"}) {
      Path path = Files.createDirectory(parent.resolve(shared));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(shared));
      IOException refused = assertThrows(IOException.class, () -> DataFolder.open(path));
      assertTrue(String.valueOf(refused.getMessage()).contains("chmod 700"), shared);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      assertEquals(path, DataFolder.open(path).path());
    }
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
