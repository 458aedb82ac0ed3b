package io.sallyport.credential;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The token that goes with temporary credentials. Whether it is genuine, this does not say. Prints
 * as {@code [redacted]}, compares in constant time. Immutable.
 */
public final class SessionToken {
  private static final int LONGEST = 8192;

  private final SecretText text;

  private SessionToken(SecretText text) {
    this.text = text;
  }

  /**
   * Holds a session token.
   *
   * @throws InvalidInputException if it is not 1 to 8192 visible ASCII characters
   */
  public static SessionToken of(String text) {
    requireNonNull(text, "text");
    return new SessionToken(new SecretText("SessionToken", text, LONGEST));
  }

  /** The text itself: for signing, sealing and handing over once. */
  public String reveal() {
    return text.reveal();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionToken that && text.isSame(that.text);
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
