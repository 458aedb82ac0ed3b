package io.sallyport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much of core must be read at once. */
class SourcesTest {
  private static final int MOST_LINES = 250;

  @Test
  void noFileIsLong() throws IOException {
    List<Path> sources = sources();

    assertFalse(sources.isEmpty());
    assertEquals(List.of(), sources.stream().filter(SourcesTest::isLong).toList());
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static boolean isLong(Path source) {
    try (Stream<String> lines = Files.lines(source)) {
      return lines.count() > MOST_LINES;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
