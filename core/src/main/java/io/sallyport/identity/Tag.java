package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A tag: a key and one of its values.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html">Tag</a>
 */
public record Tag(String key, String value) {
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");
  private static final String RESERVED = "aws:";

  public Tag {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    checkKey(key);
    if (!VALUE.matcher(value).matches() || isReserved(value)) {
      throw new InvalidInputException(
          "Value", value, "up to 256 letters, digits, spaces and _.:/=+-@, not after \"aws:\"");
    }
  }

  /**
   * Checks a tag's key.
   *
   * @throws InvalidInputException if no tag can have it
   */
  public static void checkKey(String key) {
    requireNonNull(key, "key");
    if (!KEY.matcher(key).matches() || isReserved(key)) {
      throw new InvalidInputException(
          "Key", key, "1 to 128 letters, digits, spaces and _.:/=+-@, not after \"aws:\"");
    }
  }

  private static boolean isReserved(String text) {
    return folded(text).startsWith(RESERVED);
  }

  /** The form in which two keys that differ only in case are the same. */
  public String foldedKey() {
    return folded(key);
  }

  /** A key in the form in which two that differ only in case are the same. */
  public static String folded(String key) {
    requireNonNull(key, "key");
    return key.toLowerCase(Locale.ROOT);
  }
}
