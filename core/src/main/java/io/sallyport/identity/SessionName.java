package io.sallyport.identity;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * A role session's name, chosen by whoever assumes the role.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
public record SessionName(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,64}");

  public SessionName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("RoleSessionName", value, "2 to 64 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
