package io.sallyport.sigv4;

/** Proof that a request was signed with the secret of its access key. Immutable. */
public final class VerifiedRequest {
  private final SignedRequest request;
  private final SigningKey key;
  private final String payload;

  VerifiedRequest(SignedRequest request, SigningKey key, String payload) {
    this.request = request;
    this.key = key;
    this.payload = payload;
  }

  /** What was signed. */
  public SignedRequest request() {
    return request;
  }

  SigningKey key() {
    return key;
  }

  /** The body's signed hash, or the name of its mode. */
  String payload() {
    return payload;
  }

  @Override
  public String toString() {
    return "VerifiedRequest[" + request + "]";
  }
}
