package io.sallyport.example.objectstore.kept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file may go, or become another, while it is looked at. */
class LabelsTest {
  @TempDir private Path folder;
  private final AtomicInteger looks = new AtomicInteger();

  private Path file() throws Exception {
    return Files.createFile(folder.resolve("x"));
  }

  @Test
  void whatIsThereAgainIsLookedAtAgain() throws Exception {
    Optional<String> found =
        Labels.look(
            file(),
            it -> {
              if (looks.incrementAndGet() < 3) {
                throw new NoSuchFileException(it.toString());
              }
              return Optional.of("label");
            });
    assertEquals(Optional.of("label"), found);
  }

  @Test
  void whatIsGoneIsNoFaultAndHasNothing() throws Exception {
    Optional<String> found =
        Labels.look(
            file(),
            it -> {
              Files.delete(it);
              throw new NoSuchFileException(it.toString());
            });
    assertEquals(Optional.empty(), found);
    Path none = folder.resolve("none");
    assertEquals(Optional.empty(), Labels.of(none));
    assertEquals(Optional.empty(), Labels.encryption(none));
    assertEquals(Optional.empty(), Labels.upload(none));
  }

  @Test
  void whatCanNeverBeReadIsNotLookedAtForEver() throws Exception {
    Path file = file();
    assertThrows(
        NoSuchFileException.class,
        () ->
            Labels.look(
                file,
                it -> {
                  throw new NoSuchFileException(it.toString());
                }));
  }
}
