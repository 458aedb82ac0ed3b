package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import io.sallyport.wire.CharTable;
import java.util.regex.Pattern;

/**
 * An account: twelve digits, as AWS's; {@code RGW} and 17 digits, as Ceph's; or Ceph's empty
 * account, whose roles are {@code arn:aws:iam:::role/X}. A host whose accounts have names calls
 * them {@link #tenant}s. Immutable.
 */
public final class AccountId {
  private static final String CEPHS = "RGW";

  /** Nothing that ends a part of an ARN, is a wildcard or a variable, or looks like a number. */
  private static final Pattern TENANT = Pattern.compile("[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");

  /**
   * What stands for AWS itself in ARNs, its managed policies and users of its services; and what
   * policies and logs know those by who are no account: who didn't sign, who broke the glass, the
   * host.
   */
  private static final Pattern TAKEN =
      Pattern.compile("aws(?:-.*)?|cloudfront|anonymous|break-glass|host|root");

  /** The empty account. */
  public static final AccountId EMPTY = new AccountId("");

  private final String value;

  /**
   * An account of AWS's or Ceph's form.
   *
   * @throws InvalidInputException if it is of neither
   */
  public AccountId(String value) {
    this(
        require(
            value,
            isPlain(requireNonNull(value, "value")),
            "12 digits, RGW and 17 digits, or empty; one that has a name is a tenant's"),
        Checked.YES);
  }

  private AccountId(String value, Checked unused) {
    this.value = value;
  }

  private enum Checked {
    YES
  }

  /**
   * An account of a host that has names for them, such as {@code tenant-a}. In policies it is named
   * by the ARN of its root alone, {@code arn:aws:iam::tenant-a:root}. Clients that take an account
   * for twelve digits may not like it.
   *
   * <p>This opens a door for whoever may choose such names: a host lets two tenants have no names
   * that people take for one another, and never gives one again that policies may still name.
   *
   * @param name 2 to 63 of {@code a-z 0-9 -}, from a letter to a letter or digit, and not {@code
   *     aws}, {@code aws-…} or {@code cloudfront}, which are AWS's own in ARNs, nor {@code
   *     anonymous}, {@code break-glass}, {@code host} or {@code root}, by which others are known
   * @throws InvalidInputException if it isn't
   */
  public static AccountId tenant(String name) {
    return new AccountId(
        require(
            name,
            isTenant(requireNonNull(name, "name")),
            "2 to 63 of a-z 0-9 -, from a letter, and none that stands for AWS or for no account"),
        Checked.YES);
  }

  /**
   * An account that is named where some may be tenants: in an ARN, or in what was kept.
   *
   * @throws InvalidInputException if it is of no form
   */
  public static AccountId named(String value) {
    return isTenant(requireNonNull(value, "value")) ? tenant(value) : new AccountId(value);
  }

  private static String require(String value, boolean isAllowed, String rule) {
    if (!isAllowed) {
      throw new InvalidInputException("AccountId", value, rule);
    }
    return value;
  }

  private static boolean isPlain(String value) {
    return value.isEmpty() || CharTable.DIGITS.matches(value, 12, 12) || isCephs(value);
  }

  private static boolean isCephs(String value) {
    return value.startsWith(CEPHS)
        && value.length() == CEPHS.length() + 17
        && CharTable.DIGITS.holdsAll(value, CEPHS.length(), value.length());
  }

  private static boolean isTenant(String value) {
    return TENANT.matcher(value).matches() && !TAKEN.matcher(value).matches();
  }

  /** As it stands in ARNs. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccountId account && value.equals(account.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
