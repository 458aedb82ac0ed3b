package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.example.objectstore.names.EscapedNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whether an object is in the way of a key is found as if every part of it were looked at. */
class BelowAFileProperties {
  @SuppressWarnings("NullAway.Init") // Made before the first try.
  private static Path objects;

  @BeforeContainer
  static void keepSome() throws IOException {
    objects = Files.createTempDirectory("below-a-file");
    Path bucket = objects.resolve("bucket");
    Files.createDirectories(bucket.resolve("a/b/c"));
    Files.createFile(bucket.resolve("b"));
    Files.createFile(bucket.resolve("a/c"));
    Files.createFile(bucket.resolve("a/b/a"));
    String escaped = EscapedNames.file("/".repeat(101));
    Files.createDirectories(bucket.resolve(escaped.substring(0, escaped.indexOf('/'))));
    Files.createFile(bucket.resolve(escaped.substring(0, escaped.lastIndexOf('/'))));
  }

  @AfterContainer
  static void forgetThem() throws IOException {
    try (Stream<Path> all = Files.walk(objects)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** All that is above the key's file, from the bucket's folder down. */
  private static boolean isBelowAFile(String bucket, String key) {
    Path above = objects.resolve(bucket);
    Path file = Path.of(EscapedNames.file(key));
    for (int i = 0; i < file.getNameCount() - 1; i++) {
      above = above.resolve(file.getName(i));
      if (Files.exists(above) && !Files.isDirectory(above)) {
        return true;
      }
    }
    return false;
  }

  @Property(tries = 3_000)
  void everyFileThatIsInTheWayIsSeen(@ForAll("keys") String key) {
    ObjectFiles files = new ObjectFiles(objects);
    assertEquals(isBelowAFile("bucket", key), files.isBelowAFile("bucket", key), key);
    assertEquals(isBelowAFile("none", key), files.isBelowAFile("none", key), key);
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.oneOf(
        Arbitraries.of("a", "b", "c")
            .list()
            .ofMinSize(1)
            .ofMaxSize(5)
            .map(BelowAFileProperties::join),
        Arbitraries.strings().withChars("ab/.").ofMaxLength(6),
        Arbitraries.of("/".repeat(100), "/".repeat(101), "/".repeat(300), "../b/a", "b/../a"));
  }

  private static String join(Iterable<String> parts) {
    return String.join("/", parts);
  }
}
