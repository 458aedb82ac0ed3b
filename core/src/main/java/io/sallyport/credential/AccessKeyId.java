package io.sallyport.credential;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import io.sallyport.wire.CharTable;

/**
 * The public half of an access key. AWS makes ids of 16 to 128 letters, digits and {@code _}; ids
 * that people chose themselves, such as {@code TESTER} or an address, are as good here: 1 to 128 of
 * {@code A-Z a-z 0-9 _ . @ -}. None of these has a meaning in a header, a query or a policy.
 */
public record AccessKeyId(String value) {
  private static final CharTable ALLOWED = new CharTable(CharTable.LETTERS_AND_DIGITS + "_.@-");
  private static final int LONGEST = 128;

  /** Shorter than any secret: people put these in the place of the key's id. */
  private static final int LONGEST_SHOWN = 32;

  private static final String HIDDEN = "[hidden]";

  /**
   * Checks the id.
   *
   * @throws InvalidInputException if it is not 1 to 128 of the characters above
   */
  public AccessKeyId {
    requireNonNull(value, "value");
    if (!ALLOWED.matches(value, 1, LONGEST)) {
      throw new InvalidInputException("AccessKeyId", HIDDEN, "1 to 128 of A-Z a-z 0-9 _.@-");
    }
  }

  /** Whether it may be a secret that was put in its place, as long as no such key is known. */
  public boolean mayBeSecret() {
    return value.length() > LONGEST_SHOWN;
  }

  /** The id as it may be repeated of a key that isn't known. */
  public String shown() {
    return mayBeSecret() ? HIDDEN : value;
  }

  @Override
  public String toString() {
    return value;
  }
}
