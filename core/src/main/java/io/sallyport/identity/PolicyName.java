package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * The name of an inline policy.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html">PutRolePolicy</a>
 */
public record PolicyName(String value) implements Comparable<PolicyName> {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");

  public PolicyName {
    requireNonNull(value, "value");
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("PolicyName", value, "1 to 128 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  @Override
  public int compareTo(PolicyName other) {
    requireNonNull(other, "other");
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
