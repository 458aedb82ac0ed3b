package io.sallyport.example.objectstore.kept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
                  looks.incrementAndGet();
                  throw new NoSuchFileException(it.toString());
                }));
    assertEquals(100, looks.get());
  }

  /** One thread puts and deletes a file that always has its label. */
  @Test
  void whatHasALabelIsNeverSeenWithoutIt() throws Exception {
    Path made = folder.resolve("made");
    Path named = folder.resolve("named");
    String label = Labels.plain();
    AtomicBoolean isOver = new AtomicBoolean();
    ExecutorService putting = Executors.newSingleThreadExecutor();
    try {
      Future<?> puts =
          putting.submit(
              () -> {
                while (!isOver.get()) {
                  Files.createFile(made);
                  Files.getFileAttributeView(made, UserDefinedFileAttributeView.class)
                      .write(
                          "user.user-metadata." + Labels.METADATA,
                          StandardCharsets.UTF_8.encode(label));
                  Files.move(made, named, StandardCopyOption.ATOMIC_MOVE);
                  Files.delete(named);
                }
                return null;
              });
      Set<Optional<String>> seen = new HashSet<>();
      for (int i = 0; i < 100_000; i++) {
        seen.add(Labels.of(named));
      }
      isOver.set(true);
      puts.get();
      assertTrue(Set.of(Optional.empty(), Optional.of(label)).containsAll(seen), "" + seen);
    } finally {
      isOver.set(true);
      putting.shutdownNow();
    }
  }
}
