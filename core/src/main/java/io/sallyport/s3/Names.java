package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.error.S3RequestException;
import io.sallyport.wire.CharTable;
import java.util.regex.Pattern;

/**
 * What may be the name of a bucket, the key of an object, or another name that a host may look up.
 */
final class Names {
  private static final CharTable OF_BUCKET = new CharTable(CharTable.LETTERS_AND_DIGITS + "._-");
  private static final CharTable AT_ENDS = new CharTable(CharTable.LETTERS_AND_DIGITS);
  private static final int LONGEST_KEY = 1024;

  /** What XML 1.0 can't hold, so that no answer could repeat it. */
  private static final Pattern UNWRITABLE =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private Names() {}

  /** S3's names and, as older buckets have them, longer ones with capitals and {@code _}. */
  static String requireBucket(String bucket) {
    if (!OF_BUCKET.matches(bucket, 3, 255)
        || !AT_ENDS.holds(bucket.charAt(0))
        || !AT_ENDS.holds(bucket.charAt(bucket.length() - 1))
        || bucket.contains("..")) {
      throw S3RequestException.invalidBucketName(bucket);
    }
    return bucket;
  }

  /**
   * A key is any text of 1 to 1024 bytes but with no NUL, and none whose {@code ..} would lead out
   * of its bucket if someone took it for a path.
   */
  static String requireKey(String key) {
    if (isLonger(key, LONGEST_KEY)) {
      throw S3RequestException.keyTooLong(LONGEST_KEY);
    }
    if (key.isEmpty() || key.indexOf('\0') >= 0 || leadsOut(key)) {
      throw S3RequestException.invalidArgument(
          "Key", key, "a key of 1 to 1024 bytes that stays in its bucket");
    }
    return key;
  }

  /**
   * A name that a host may look up: as a key, but it may be empty, and an answer can repeat it.
   *
   * @param input what is named, such as {@code prefix}
   * @param longest how many bytes it may have
   */
  static String require(String input, String name, int longest) {
    if (isLonger(name, longest) || UNWRITABLE.matcher(name).find() || leadsOut(name)) {
      throw S3RequestException.invalidArgument(
          input, name, "at most " + longest + " bytes of text that stays in its bucket");
    }
    return name;
  }

  /** Whether a text has more bytes in UTF-8, where no character has more than three. */
  private static boolean isLonger(String text, int bytes) {
    return text.length() > bytes / 3 && text.getBytes(UTF_8).length > bytes;
  }

  private static boolean leadsOut(String key) {
    if (!key.contains("..")) {
      return false;
    }
    int depth = 0;
    for (int start = 0, end; start <= key.length(); start = end + 1) {
      end = key.indexOf('/', start);
      end = end < 0 ? key.length() : end;
      int length = end - start;
      if (length == 2 && key.startsWith("..", start)) {
        depth--;
      } else if (length > 1 || (length == 1 && key.charAt(start) != '.')) {
        depth++;
      }
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }
}
