package io.sallyport.s3;

import io.sallyport.error.S3RequestException;
import io.sallyport.wire.CharTable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket as a path names it. An escape in its name is refused, since {@code /a%2Fb} is one bucket
 * to some parsers and a bucket and a key to others; but for the one colon after a tenant, which
 * clients escape.
 *
 * @param tenant whose the request takes it to be; empty if it doesn't say, and an empty text if it
 *     is to be the tenant's that has no name
 */
record PathBucket(Optional<String> tenant, String bucket) {
  private static final CharTable OF_TENANT = new CharTable(CharTable.LETTERS_AND_DIGITS + "_-");
  private static final int LONGEST_TENANT = 128;
  private static final Pattern COLON = Pattern.compile(":|%3[Aa]");

  /** Where paths name no tenants. */
  static PathBucket plain(String segment) {
    return new PathBucket(Optional.empty(), Names.requireBucket(segment));
  }

  /** Where they may: {@code tenant:bucket}. */
  static PathBucket ofTenant(String segment) {
    Matcher colon = COLON.matcher(segment);
    if (!colon.find()) {
      return plain(segment);
    }
    String tenant = segment.substring(0, colon.start());
    if (!OF_TENANT.matches(tenant, 0, LONGEST_TENANT)) {
      throw S3RequestException.invalidBucketName(segment);
    }
    return new PathBucket(Optional.of(tenant), Names.requireBucket(segment.substring(colon.end())));
  }

  /** How many characters of the decoded path it takes. */
  int length() {
    return bucket.length() + tenant.map(name -> name.length() + 1).orElse(0);
  }
}
