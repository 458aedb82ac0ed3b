package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import io.sallyport.wire.CharTable;

/**
 * An account: twelve digits, as AWS's; {@code RGW} and 17 digits, as Ceph's; or Ceph's empty
 * account, whose roles are {@code arn:aws:iam:::role/X}.
 */
public record AccountId(String value) {
  private static final CharTable DIGITS = new CharTable("0123456789");
  private static final String CEPHS = "RGW";

  /** The empty account. */
  public static final AccountId EMPTY = new AccountId("");

  public AccountId {
    requireNonNull(value, "value");
    if (!value.isEmpty() && !DIGITS.matches(value, 12, 12) && !isCephs(value)) {
      throw new InvalidInputException("AccountId", value, "12 digits, RGW and 17 digits, or empty");
    }
  }

  private static boolean isCephs(String value) {
    return value.startsWith(CEPHS)
        && value.length() == CEPHS.length() + 17
        && DIGITS.holdsAll(value, CEPHS.length(), value.length());
  }

  @Override
  public String toString() {
    return value;
  }
}
