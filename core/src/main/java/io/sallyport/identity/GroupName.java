package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a group, unique in its account whatever its case.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html">CreateGroup</a>
 */
public record GroupName(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,128}");

  public GroupName {
    requireNonNull(value, "value");
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("GroupName", value, "1 to 128 of A-Z a-z 0-9 _+=,.@-");
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
