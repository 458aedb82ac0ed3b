package io.sallyport.identity;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * An account: twelve digits, as AWS's; {@code RGW} and 17 digits, as Ceph's; or Ceph's empty
 * account, whose roles are {@code arn:aws:iam:::role/X}.
 */
public record AccountId(String value) {
  private static final Pattern ALLOWED = Pattern.compile("([0-9]{12}|RGW[0-9]{17})?");

  /** The empty account. */
  public static final AccountId EMPTY = new AccountId("");

  public AccountId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("AccountId", value, "12 digits, RGW and 17 digits, or empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
