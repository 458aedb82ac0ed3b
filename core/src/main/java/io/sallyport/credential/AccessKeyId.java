package io.sallyport.credential;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * The public half of an access key. AWS makes ids of 16 to 128 letters, digits and {@code _}; ids
 * that people chose themselves, such as {@code TESTER} or an address, are as good here: 1 to 128 of
 * {@code A-Z a-z 0-9 _ . @ -}. None of these has a meaning in a header, a query or a policy.
 */
public record AccessKeyId(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.@-]{1,128}");

  /**
   * Checks the id.
   *
   * @throws InvalidInputException if it is not 1 to 128 of the characters above
   */
  public AccessKeyId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("AccessKeyId", value, "1 to 128 of A-Z a-z 0-9 _.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
