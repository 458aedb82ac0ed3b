package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * The path of a role or user: {@code /}, or printable ASCII between two slashes, 512 at most.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html">CreateRole</a>
 */
public record EntityPath(String value) {
  private static final Pattern ALLOWED = Pattern.compile("/|/[!-~]{1,510}/");

  /** The default path. */
  public static final EntityPath ROOT = new EntityPath("/");

  public EntityPath {
    requireNonNull(value, "value");
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException(
          "Path", value, "\"/\", or up to 512 printable ASCII characters from \"/\" to \"/\"");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
