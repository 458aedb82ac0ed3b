package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import io.sallyport.wire.CharTable;

/**
 * A role session's name, chosen by whoever assumes the role.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
public record SessionName(String value) {
  private static final CharTable ALLOWED = new CharTable(CharTable.LETTERS_AND_DIGITS + "_+=,.@-");

  public SessionName {
    requireNonNull(value, "value");
    if (!ALLOWED.matches(value, 2, 64)) {
      throw new InvalidInputException("RoleSessionName", value, "2 to 64 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
