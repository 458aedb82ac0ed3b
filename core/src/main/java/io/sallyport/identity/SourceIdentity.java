package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;

/**
 * Who a session is for, as whoever began it says: it stays with the session and with all that
 * descend from it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html">Source
 *     identity</a>
 */
public record SourceIdentity(String value) {
  public SourceIdentity {
    requireNonNull(value, "value");
    if (!NameCharacters.make(value, 2, 64)) {
      throw new InvalidInputException("SourceIdentity", value, "2 to 64 of A-Z a-z 0-9 _+=,.@-");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
