package io.sallyport.example.objectstore.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What may be a file's path is what the plain way of saying it lets be one. */
class ObjectNamesProperties {
  private static final Path BUCKET = Path.of("/objects/bucket");
  private static final String ID = "01234567-89ab-cdef-0123-456789abcdef";

  @Property(tries = 20_000)
  void aKeyIsAFilesPathIfThePlainWaySaysSo(@ForAll("keys") String key) {
    agree(key);
  }

  /** Whatever the key is, its file is in the bucket's folder, and what its own path says. */
  @Property(tries = 5_000)
  void noKeyLeadsOutOfItsBucketOrToAFileOfTheServers(@ForAll("keys") String key) {
    String file = EscapedNames.file(key);
    Path path = BUCKET.resolve(file);
    assertEquals(path, path.normalize());
    assertTrue(path.startsWith(BUCKET) && !path.equals(BUCKET), file);
    for (Path each : Path.of(file)) {
      assertTrue(!PlainNames.isReserved(each.toString()), file);
    }
  }

  @Example
  void everyCharacterIsJudgedAsInThePlainWay() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      agree("" + c);
      agree("a/" + c + "b");
      agree(c + "-" + ID);
      agree("a" + c + ID);
      agree("a-" + ID.substring(1) + c);
      agree("a-" + ID.replace("89ab", "89a" + c));
    }
  }

  private static void agree(String key) {
    assertEquals(PlainNames.canKeep(key), ObjectNames.canKeep(key), key);
    assertEquals(PlainNames.canList(key), ObjectNames.canList(key), key);
    assertEquals(PlainNames.isReserved(key), ObjectNames.isReserved(key), key);
    assertEquals(PlainNames.file(key), EscapedNames.file(key), key);
    assertEquals(
        PlainNames.canKeep(key) ? Optional.of(key) : Optional.empty(),
        key.startsWith(".sallyport-key/") ? Optional.empty() : EscapedNames.key(key),
        key);
  }

  @Provide
  Arbitrary<String> keys() {
    Arbitrary<String> segments =
        Arbitraries.oneOf(
            Arbitraries.of(
                "",
                ".",
                "..",
                "...",
                "a",
                "a b",
                "\\..",
                "%2e%2e",
                ".mpus-",
                ".mpus",
                ".mpus-1-key-stub",
                ".MPUS-1",
                "a.mpus-",
                ".s3proxy-",
                ".s3proxy",
                ".s3proxy-mpu-stub-" + ID,
                ".sallyport-key",
                ".sallyport-key=",
                "61=",
                ID,
                "-" + ID,
                "a-" + ID,
                "\n-" + ID,
                "a-" + ID + "\n",
                "\ud800-" + ID,
                "a-" + ID.toUpperCase(Locale.ROOT),
                "a-" + ID.substring(1),
                "a-0" + ID,
                "a-" + ID + "-" + ID,
                "a\0b",
                "\ud83d\ude00",
                "\udc00",
                "a".repeat(170),
                "a".repeat(171),
                "\u3042".repeat(56),
                "\u3042".repeat(57)),
            Arbitraries.strings().withChars("./-am").ofMaxLength(5),
            Arbitraries.strings().ofMaxLength(3));
    return Combinators.combine(
            segments.list().ofMinSize(1).ofMaxSize(4), Arbitraries.of("/", "/", "//", "\\"))
        .as((parts, between) -> String.join(between, parts));
  }
}
