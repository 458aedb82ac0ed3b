package io.sallyport.gate;

import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.sigv4.BodyVerifier;
import io.sallyport.sigv4.UnsignedRequest;
import io.sallyport.sigv4.VerifiedRequest;

/** Who sent a request. */
public sealed interface Authentication {

  Principal caller();

  /** Checks the body while it is read. */
  BodyVerifier body();

  /** Whether the signature is in the URL, so that whoever has that can send the request again. */
  boolean isPresigned();

  /** A caller who proved to hold the secret of an access key. */
  record Proven(Principal caller, VerifiedRequest request) implements Authentication {
    @Override
    public BodyVerifier body() {
      return request.body();
    }

    @Override
    public boolean isPresigned() {
      return request.request().isPresigned();
    }
  }

  /** A request that bears no signature. */
  record Unsigned(UnsignedRequest request) implements Authentication {
    @Override
    public BodyVerifier body() {
      return request.body();
    }

    @Override
    public boolean isPresigned() {
      return false;
    }

    @Override
    public Principal caller() {
      return new Anonymous();
    }
  }
}
