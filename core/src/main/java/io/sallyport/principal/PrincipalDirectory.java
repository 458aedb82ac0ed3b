package io.sallyport.principal;

import io.sallyport.credential.AccessKeyId;
import java.util.Optional;

/**
 * Where users and their access keys are found: in Sallyport's own store, or with a host that has
 * users of its own. Implementations are thread-safe, and throw if they can't tell: an exception
 * refuses the request, and never makes it anonymous.
 */
public interface PrincipalDirectory {

  /** The user that holds this access key, if the key exists and is active. */
  Optional<KeyHolder> find(AccessKeyId id);
}
