package io.sallyport.masterkey;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
  private static final byte[] KEY = {1, 2, 3};
  private static final byte[] CONTEXT = {4};

  @TempDir Path folder;

  @Test
  void aFileIsMadeOnceAndOpenedFromThenOn(@TempDir Path folder) {
    Path file = folder.resolve("opened.key");
    byte[] wrapped = MasterKey.openOrCreate(file).wrap(KEY, CONTEXT);
    assertArrayEquals(KEY, MasterKey.openOrCreate(file).unwrap(wrapped, CONTEXT).orElseThrow());
    Path nowhere = folder.resolve("none").resolve("opened.key");
    assertThrows(MasterKeyException.class, () -> MasterKey.openOrCreate(nowhere));
  }

  @Test
  void aFileThatWasMadeOpensWhatItsKeyWrapped() throws IOException {
    Path file = folder.resolve("master.key");
    byte[] wrapped = MasterKey.createFile(file).wrap(KEY, CONTEXT);
    assertArrayEquals(KEY, MasterKey.file(file).unwrap(wrapped, CONTEXT).orElseThrow());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(32, Files.size(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  /** Each uses the key that the file has, and none is left with the draft of another. */
  @Test
  void ofManyThatMakeItAtOnceOneDoesAndAllOpenIt() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 200; round++) {
        Path made = Files.createDirectory(folder.resolve("round" + round));
        CyclicBarrier start = new CyclicBarrier(4);
        List<Future<MasterKey>> keys = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          keys.add(
              pool.submit(
                  () -> {
                    start.await(60, TimeUnit.SECONDS);
                    return MasterKey.openOrCreate(made.resolve("master.key"));
                  }));
        }
        byte[] wrapped = keys.get(0).get().wrap(KEY, CONTEXT);
        for (Future<MasterKey> each : keys) {
          assertArrayEquals(KEY, each.get().unwrap(wrapped, CONTEXT).orElseThrow());
        }
        try (Stream<Path> files = Files.list(made)) {
          assertEquals(1, files.count());
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** As a crash, or another version, may have left one. */
  @Test
  void aDraftThatWasLeftStopsNobody() throws IOException {
    Path file = folder.resolve("master.key");
    Files.createDirectories(folder.resolve("master.key.new/x"));
    MasterKey.createFile(file);
    assertEquals(32, Files.size(file));
  }

  @Test
  void aFileThatExistsIsNeverReplaced() throws IOException {
    Path file = folder.resolve("master.key");
    MasterKey.createFile(file);
    byte[] before = Files.readAllBytes(file);
    assertThrows(MasterKeyException.class, () -> MasterKey.createFile(file));
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    Path file = folder.resolve("master.key");
    MasterKey.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    MasterKeyException refusal = assertThrows(MasterKeyException.class, () -> MasterKey.file(file));
    assertTrue(String.valueOf(refusal.getMessage()).contains("chmod 600"));
  }

  @Test
  void aFileOfAnotherLengthOrNoneIsRefused() throws IOException {
    Path file = folder.resolve("master.key");
    assertThrows(MasterKeyException.class, () -> MasterKey.file(file));
    Files.write(file, new byte[31]);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThrows(MasterKeyException.class, () -> MasterKey.file(file));
  }

  @Test
  void aMasterKeyPrintsNothingOfItself() {
    assertEquals("[redacted]", MasterKey.of(new byte[MasterKey.LENGTH]).toString());
  }
}
