package io.sallyport.account;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * Another name of an account, which no other account has.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html">CreateAccountAlias</a>
 */
public record AccountAlias(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9](-?[a-z0-9]){2,62}");
  private static final int MOST = 63;

  public AccountAlias {
    requireNonNull(value, "value");
    if (value.length() > MOST || !ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException(
          "AccountAlias", value, "3 to 63 of a-z 0-9, with single \"-\" between them");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
