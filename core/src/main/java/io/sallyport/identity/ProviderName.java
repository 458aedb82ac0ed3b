package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an OpenID Connect provider: its URL without the scheme. The provider's ARN ends in
 * it, and the condition keys of its claims begin with it; so it never looks like the name of a
 * service, such as {@code aws}, whose keys nobody outside may write.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html">CreateOpenIDConnectProvider</a>
 */
public record ProviderName(String value) {
  private static final int LONGEST = 255;

  /** Host, port and path. No star and no brackets: in a policy they would be more than letters. */
  private static final Pattern ALLOWED =
      Pattern.compile("[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~:/!'(),;&=+%-]*)?");

  /** What no service's name is: it has a dot before its first colon, or is this very machine. */
  private static final Pattern NO_SERVICE =
      Pattern.compile("localhost([:/].*)?|[^:]*\\..*", Pattern.CASE_INSENSITIVE);

  public ProviderName {
    requireNonNull(value, "value");
    if (value.length() > LONGEST || !ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException(
          "Url", value, "a host, a port if need be, and a path: 255 characters, no query");
    }
    if (!NO_SERVICE.matcher(value).matches()) {
      throw new InvalidInputException(
          "Url", value, "of a host with a dot, or localhost: condition keys begin with it");
    }
  }

  /**
   * The form in which two names that differ only in case are the same, as are their condition keys.
   */
  public String folded() {
    return value.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
