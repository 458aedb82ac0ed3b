package io.sallyport.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sallyport.error.S3RequestException;
import java.util.Optional;
import java.util.regex.Matcher;
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

  private static final Pattern OF_TENANT =
      Pattern.compile("(?:([A-Za-z0-9_]{0,128})(?::|%3[Aa]))?(" + BUCKET.pattern() + ")");

  @Property(tries = 3000)
  void aBucketsNameIsWhatThisExpressionSays(@ForAll("buckets") String name) {
    assertEquals(BUCKET.matcher(name).matches(), isTaken(() -> Names.requireBucket(name)), name);
  }

  /** So no two readings of a path, and no second colon, find another bucket. */
  @Property(tries = 3000)
  void aTenantIsWhatStandsBeforeTheFirstColonAndTheBucketWhatIsBehindIt(
      @ForAll("segments") String segment) {
    Matcher named = OF_TENANT.matcher(segment);
    if (!named.matches()) {
      assertFalse(isTaken(() -> PathBucket.ofTenant(segment)), segment);
      return;
    }
    PathBucket bucket = PathBucket.ofTenant(segment);
    assertEquals(Optional.ofNullable(named.group(1)), bucket.tenant());
    assertEquals(named.group(2), bucket.bucket());
    assertEquals(segment.replaceAll("%3[Aa]", ":").length(), bucket.length());
    assertEquals(
        bucket.tenant().isEmpty(), isTaken(() -> PathBucket.plain(segment)), "without tenants");
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
  Arbitrary<String> segments() {
    return Arbitraries.of("t", "aB1", "a-b.c", "_", "%3A", ":", "%3a", "%253A", "%2F", "ä", "..")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(parts -> String.join("", parts));
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
