package io.sallyport.sigv4;

import io.sallyport.credential.SecretKey;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.RequestTimeTooSkewedException;
import io.sallyport.http.RequestHead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Checks AWS Signature Version 4, in the {@code Authorization} header or in the query of a
 * presigned URL. Two steps, as the secret is looked up in between: {@link #parse} reads who claims
 * to have signed, {@link #verify(SignedRequest, SecretKey)} proves it. Immutable and thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html">
 *     Authenticating Requests</a>
 */
public final class SignatureVerifier {
  private static final Duration LARGEST_SKEW = Duration.ofMinutes(15);

  private final Clock clock;

  /** A verifier by this clock. */
  public SignatureVerifier(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads what a request says of its signature. All that can be refused without the secret is
   * refused here, so that a refusal doesn't tell whether there is such an access key.
   *
   * @return a {@link SignedRequest}, not yet proven, or an {@link UnsignedRequest}
   * @throws InvalidCredentialsException if it bears a signature that is malformed, incomplete, of
   *     another scheme, or given twice; or a session token and no signature
   * @throws RequestTimeTooSkewedException if it was not signed within 15 minutes of now
   * @throws AccessDeniedException if it is a presigned URL that has ended
   * @throws io.sallyport.error.InvalidInputException if its path is not percent-encoded
   */
  public IncomingRequest parse(RequestHead head) {
    Map<String, String> parameters = QueryForm.parameters(head);
    boolean inHeader = !head.headers("authorization").isEmpty();
    if (inHeader && !parameters.isEmpty()) {
      throw Refusals.malformed();
    }
    if (!inHeader && parameters.isEmpty()) {
      if (!head.headers("x-amz-security-token").isEmpty()) {
        throw Refusals.malformed();
      }
      return new UnsignedRequest(head);
    }
    SignatureClaim claim = inHeader ? HeaderForm.read(head) : QueryForm.read(head, parameters);
    requireSigned(head, claim.signedHeaders());
    SignedRequest request = new SignedRequest(head, claim);
    requireTimely(request);
    CanonicalRequest.hash(head, claim, ""); // What can't be signed is refused whoever signed it.
    return request;
  }

  /**
   * Proves that a request was signed with this secret. Its body is proven when it is read through
   * {@link VerifiedRequest#body()}.
   *
   * @throws InvalidCredentialsException if it was not, or if the body's hash is not stated ({@link
   *     PayloadMode#UNSTATED}) and so the body is needed
   */
  public VerifiedRequest verify(SignedRequest request, SecretKey secret) {
    if (request.payload() == PayloadMode.UNSTATED) {
      throw Refusals.malformed();
    }
    return verify(request, secret, request.claim().payload().text());
  }

  /**
   * Proves that a request and its body, the whole of which is at hand, were signed with this
   * secret. The body of an {@code aws-chunked} request is proven only when it is read through
   * {@link VerifiedRequest#body()}.
   *
   * @throws InvalidCredentialsException if they were not
   */
  public VerifiedRequest verify(SignedRequest request, SecretKey secret, byte[] body) {
    String hash = Digests.sha256Hex(body);
    PayloadMode mode = request.payload();
    if (mode == PayloadMode.UNSTATED) {
      return verify(request, secret, hash);
    }
    VerifiedRequest verified = verify(request, secret);
    if (mode == PayloadMode.HASHED && !Digests.same(hash, request.claim().payload().text())) {
      throw Refusals.bodyMismatch();
    }
    return verified;
  }

  private VerifiedRequest verify(SignedRequest request, SecretKey secret, String payload) {
    SignatureClaim claim = request.claim();
    SigningKey key = new SigningKey(secret, request.scope(), claim.signedAt());
    String expected = key.signRequest(CanonicalRequest.hash(request.head(), claim, payload));
    if (!Digests.same(expected, claim.signature())) {
      throw Refusals.mismatch();
    }
    return new VerifiedRequest(request, BodyVerifier.signed(request, key, payload));
  }

  private void requireTimely(SignedRequest request) {
    Instant now = clock.instant();
    Instant signedAt = request.signedAt();
    if (signedAt.isAfter(now.plus(LARGEST_SKEW))) {
      throw new RequestTimeTooSkewedException();
    }
    Instant end = request.expiresAt().orElse(signedAt.plus(LARGEST_SKEW));
    if (now.isAfter(end)) {
      if (request.expiresAt().isPresent()) {
        throw new AccessDeniedException("the presigned URL ended at " + end);
      }
      throw new RequestTimeTooSkewedException();
    }
  }

  /** All that was signed is there, and all that must be signed is: host and every x-amz header. */
  private static void requireSigned(RequestHead head, List<String> signedHeaders) {
    if (!signedHeaders.contains("host") || head.headers("host").size() != 1) {
      throw Refusals.unsignedHeader();
    }
    for (String name : head.headerNames()) {
      if (name.startsWith("x-amz-") && !signedHeaders.contains(name)) {
        throw Refusals.unsignedHeader();
      }
    }
    if (!head.headerNames().containsAll(signedHeaders)) {
      throw Refusals.malformed();
    }
  }
}
