package io.sallyport.credential;

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

  /**
   * Checks the id.
   *
   * @throws InvalidInputException if it is not 1 to 128 of the characters above
   */
  public AccessKeyId {
    if (!ALLOWED.matches(value, 1, LONGEST)) {
      throw new InvalidInputException("AccessKeyId", value, "1 to 128 of A-Z a-z 0-9 _.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
