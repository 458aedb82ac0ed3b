package io.sallyport.credential;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * An access key of a user, with its secret. Prints no secret.
 *
 * @param createDate when it was made; if that isn't known, it counts as made when it is imported
 */
public record AccessKey(AccessKeyId id, SecretKey secret, Optional<Instant> createDate) {
  public AccessKey {
    requireNonNull(id, "id");
    requireNonNull(secret, "secret");
    requireNonNull(createDate, "createDate");
  }

  /** A key of which it isn't known when it was made. */
  public AccessKey(AccessKeyId id, SecretKey secret) {
    this(id, secret, Optional.empty());
  }
}
