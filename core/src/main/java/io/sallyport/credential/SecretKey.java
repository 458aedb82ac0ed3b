package io.sallyport.credential;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The secret half of an access key, which requests are signed with. Prints as {@code [redacted]},
 * compares in constant time. Immutable.
 */
public final class SecretKey {
  private static final int LONGEST = 256;

  private final SecretText text;

  private SecretKey(SecretText text) {
    this.text = text;
  }

  /**
   * Holds a secret key.
   *
   * @throws InvalidInputException if it is not 1 to 256 visible ASCII characters
   */
  public static SecretKey of(String text) {
    requireNonNull(text, "text");
    return new SecretKey(new SecretText("SecretKey", text, LONGEST));
  }

  /** The text itself: for signing, sealing and handing over once. */
  public String reveal() {
    return text.reveal();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof SecretKey that && text.isSame(that.text));
  }

  /** The same for all, so that it tells nothing: a secret is no key of a map. */
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
