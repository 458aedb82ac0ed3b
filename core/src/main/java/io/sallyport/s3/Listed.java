package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** What is known of S3 as data: text files beside this class, each with its source. */
final class Listed {
  private Listed() {}

  /** The lines of a file that are neither empty nor a comment. */
  static List<String> in(String file) {
    try (InputStream in = Listed.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
