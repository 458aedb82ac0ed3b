package io.sallyport.sigv4;

/** Proof that a request's head was signed with the secret of its access key. Immutable. */
public final class VerifiedRequest {
  private final SignedRequest request;
  private final BodyVerifier body;

  VerifiedRequest(SignedRequest request, BodyVerifier body) {
    this.request = request;
    this.body = body;
  }

  /** What was signed. */
  public SignedRequest request() {
    return request;
  }

  /** Checks the body, which is to be read through it. */
  public BodyVerifier body() {
    return body;
  }

  @Override
  public String toString() {
    return "VerifiedRequest[" + request + "]";
  }
}
