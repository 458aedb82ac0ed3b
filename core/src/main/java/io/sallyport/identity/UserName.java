package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.Locale;

/**
 * The name of a user, unique in its account whatever its case.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html">CreateUser</a>
 */
public record UserName(String value) {
  public UserName {
    requireNonNull(value, "value");
    if (!NameCharacters.make(value, 1, 64)) {
      throw new InvalidInputException("UserName", value, "1 to 64 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  /** The form in which two names that differ only in case are the same. */
  public String folded() {
    return value.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
