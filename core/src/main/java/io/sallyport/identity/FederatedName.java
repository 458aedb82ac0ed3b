package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;

/**
 * The name of a federated user, chosen by whoever begins its session.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html">GetFederationToken</a>
 */
public record FederatedName(String value) {
  public FederatedName {
    requireNonNull(value, "value");
    if (!NameCharacters.make(value, 2, 32)) {
      throw new InvalidInputException("Name", value, "2 to 32 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
