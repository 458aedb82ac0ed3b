package io.sallyport.principal;

import static java.util.Objects.requireNonNull;

import io.sallyport.credential.SecretKey;

/**
 * Who holds an access key of its own, a user or an account's root user, and the key's secret.
 *
 * @param holder no session: its keys come with a token, and are in no directory
 */
public record KeyHolder(Principal holder, SecretKey secret) {
  public KeyHolder {
    requireNonNull(holder, "holder");
    requireNonNull(secret, "secret");
    if (!(holder instanceof Principal.User) && !(holder instanceof Principal.Root)) {
      throw new IllegalArgumentException("an access key is a user's or a root user's");
    }
  }
}
