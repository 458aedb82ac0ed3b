package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/** What may be the name of a bucket, and what the key of an object. */
final class Names {
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");
  private static final int LONGEST_KEY = 1024;

  private Names() {}

  /** S3's names and, as older buckets have them, longer ones with capitals and {@code _}. */
  static String requireBucket(String bucket) {
    if (!BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
      throw new InvalidInputException("Bucket", bucket, "3 to 255 of A-Z a-z 0-9 ._-");
    }
    return bucket;
  }

  /**
   * A key is any text of 1 to 1024 bytes but with no NUL, and none whose {@code ..} would lead out
   * of its bucket if someone took it for a path.
   */
  static String requireKey(String key) {
    if (key.isEmpty()
        || key.indexOf('\0') >= 0
        || key.getBytes(UTF_8).length > LONGEST_KEY
        || leadsOut(key)) {
      throw new InvalidInputException("Key", key, "1 to 1024 bytes that stay in their bucket");
    }
    return key;
  }

  private static boolean leadsOut(String key) {
    int depth = 0;
    for (String segment : key.split("/", -1)) {
      if (segment.equals("..")) {
        depth--;
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        depth++;
      }
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }
}
