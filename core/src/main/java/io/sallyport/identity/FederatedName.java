package io.sallyport.identity;

import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * The name of a federated user, chosen by whoever begins its session.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html">GetFederationToken</a>
 */
public record FederatedName(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_+=,.@-]{2,32}");

  public FederatedName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new InvalidInputException("Name", value, "2 to 32 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
