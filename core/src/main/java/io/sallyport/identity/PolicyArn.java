package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of a managed policy: one of an account, or one that is built in, whose account is {@code
 * aws}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html">AttachRolePolicy</a>
 */
public record PolicyArn(String value) {
  private static final String BUILT_IN = "aws";
  private static final Pattern ALLOWED =
      Pattern.compile("arn:aws:iam::([^:]{0,64}):policy(/|/[!-~]{1,510}/)([^/]{1,128})");

  public PolicyArn {
    requireNonNull(value, "value");
    Matcher parts = ALLOWED.matcher(value);
    if (value.length() > 2048 || !parts.matches()) {
      throw new InvalidInputException(
          "PolicyArn", value, "an ARN like arn:aws:iam::ACCOUNT:policy/PATH/NAME");
    }
    if (!parts.group(1).equals(BUILT_IN)) {
      AccountId unused = AccountId.named(parts.group(1));
    }
    PolicyName unused = new PolicyName(parts.group(3));
  }

  /** Of a policy of an account. */
  public static PolicyArn of(AccountId account, EntityPath path, PolicyName name) {
    requireNonNull(account, "account");
    requireNonNull(path, "path");
    requireNonNull(name, "name");
    return new PolicyArn("arn:aws:iam::" + account + ":policy" + path + name);
  }

  /** Of a policy that every account has. */
  public static PolicyArn builtIn(String name) {
    requireNonNull(name, "name");
    return new PolicyArn("arn:aws:iam::" + BUILT_IN + ":policy/" + name);
  }

  /** Whether every account has it, and none can change it. */
  public boolean isBuiltIn() {
    return part(1).equals(BUILT_IN);
  }

  /** Whether it is the ARN of a policy of this account. */
  public boolean isOf(AccountId account) {
    requireNonNull(account, "account");
    return part(1).equals(account.value());
  }

  public EntityPath path() {
    return new EntityPath(part(2));
  }

  public PolicyName name() {
    return new PolicyName(part(3));
  }

  private String part(int group) {
    Matcher parts = ALLOWED.matcher(value);
    if (!parts.matches()) {
      throw new IllegalStateException("a policy's ARN is checked when it is made");
    }
    return parts.group(group);
  }

  @Override
  public String toString() {
    return value;
  }
}
