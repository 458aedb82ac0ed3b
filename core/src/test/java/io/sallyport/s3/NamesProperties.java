package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.error.S3RequestException;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Names are passed once; the plain way cuts them in pieces or asks an expression. */
class NamesProperties {
  private static final Pattern BUCKET =
      Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

  @Property(tries = 3000)
  void aBucketsNameIsWhatThisExpressionSays(@ForAll("buckets") String name) {
    assertEquals(BUCKET.matcher(name).matches(), isTaken(() -> Names.requireBucket(name)), name);
  }

  @Property(tries = 3000)
  void aKeyStaysInItsBucketStepByStep(@ForAll("keys") String key) {
    int depth = 0;
    boolean leadsOut = false;
    for (String segment : key.split("/", -1)) {
      depth += segment.equals("..") ? -1 : segment.isEmpty() || segment.equals(".") ? 0 : 1;
      leadsOut |= depth < 0;
    }
    assertEquals(!leadsOut, isTaken(() -> Names.requireKey(key)), key);
  }

  private static boolean isTaken(Runnable require) {
    try {
      require.run();
      return true;
    } catch (S3RequestException e) {
      return false;
    }
  }

  @Provide
  Arbitrary<String> buckets() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("aZ0.-_").ofMaxLength(6),
        Arbitraries.strings().ascii().ofMaxLength(4),
        Arbitraries.integers().between(250, 258).map("a"::repeat));
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of("..", ".", "a", "...", "/", "//", "/..", "../", "/.", ".a", "ä")
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }
}
