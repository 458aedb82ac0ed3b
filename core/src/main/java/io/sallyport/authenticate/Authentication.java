package io.sallyport.authenticate;

import io.sallyport.principal.Principal;
import io.sallyport.sigv4.VerifiedRequest;

/** Who sent a request. */
public sealed interface Authentication {

  Principal caller();

  /** A caller who proved to hold the secret of an access key. */
  record Proven(Principal caller, VerifiedRequest request) implements Authentication {}

  /** A request that bears no signature. */
  record Unsigned() implements Authentication {
    @Override
    public Principal caller() {
      return new Principal.Anonymous();
    }
  }
}
