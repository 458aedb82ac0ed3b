package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.masterkey.MasterKeyException;
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

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
