package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.Locale;

/**
 * The name of a role, unique in its account whatever its case and path.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html">CreateRole</a>
 */
public record RoleName(String value) {
  public RoleName {
    requireNonNull(value, "value");
    if (!NameCharacters.make(value, 1, 64)) {
      throw new InvalidInputException("RoleName", value, "1 to 64 of A-Z a-z 0-9 _+=,.@-");
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
