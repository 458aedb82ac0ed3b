package io.sallyport.sigv4;

import io.sallyport.credential.SecretKey;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
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
  /**
   * S3's limit of all headers together.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">Working
   *     with object metadata</a>
   */
  private static final int LONGEST_HEADERS = 8 * 1024;

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
   * @throws MalformedRequestException if it bears a signature that is malformed, incomplete, of
   *     another scheme, or given twice; or a session token and no signature; or if what must be
   *     signed is not, or what is stated of its body can't be; or if its headers have more than 8
   *     KiB
   * @throws InvalidCredentialsException if its session token can be none
   * @throws RequestTimeTooSkewedException if it was not signed within 15 minutes of now
   * @throws AccessDeniedException if it is a presigned URL that has ended
   * @throws io.sallyport.error.InvalidInputException if its path or query is not percent-encoded
   */
  public IncomingRequest parse(RequestHead head) {
    requireBounded(head);
    Map<String, String> parameters = QueryForm.parameters(head);
    boolean inHeader = !head.headers("authorization").isEmpty();
    if (inHeader && !parameters.isEmpty()) {
      throw new MalformedRequestException(Fault.SIGNED_TWICE);
    }
    if (!inHeader && parameters.isEmpty()) {
      if (!head.headers("x-amz-security-token").isEmpty()) {
        throw new MalformedRequestException(Fault.TOKEN_WITHOUT_SIGNATURE);
      }
      return new UnsignedRequest(head);
    }
    SignatureClaim claim = inHeader ? HeaderForm.read(head) : QueryForm.read(head, parameters);
    requireSigned(head, claim);
    BodyVerifier.chunkedForm(head, claim.payload());
    SignedRequest request = new SignedRequest(head, claim);
    requireTimely(request);
    CanonicalRequest.hash(head, claim, ""); // What can't be signed is refused whoever signed it.
    return request;
  }

  /**
   * Proves that a request was signed with this secret. Its body is proven when it is read through
   * {@link VerifiedRequest#body()}.
   *
   * @throws InvalidCredentialsException if it was not
   * @throws MalformedRequestException if the body's hash is not stated ({@link
   *     PayloadMode#UNSTATED}) and so the body is needed
   */
  public VerifiedRequest verify(SignedRequest request, SecretKey secret) {
    if (request.payload() == PayloadMode.UNSTATED) {
      throw new MalformedRequestException(Fault.CONTENT_SHA256_MISSING);
    }
    return verify(request, secret, request.claim().payload().text());
  }

  /**
   * Proves that a request and its body, the whole of which is at hand, were signed with this
   * secret. The body of an {@code aws-chunked} request is proven only when it is read through
   * {@link VerifiedRequest#body()}.
   *
   * @throws InvalidCredentialsException if the request was not
   * @throws MalformedRequestException if the body has another hash than the request states
   */
  public VerifiedRequest verify(SignedRequest request, SecretKey secret, byte[] body) {
    String hash = Digests.sha256Hex(body);
    PayloadMode mode = request.payload();
    if (mode == PayloadMode.UNSTATED) {
      return verify(request, secret, hash);
    }
    VerifiedRequest verified = verify(request, secret);
    if (mode == PayloadMode.HASHED && !Digests.same(hash, request.claim().payload().text())) {
      throw new MalformedRequestException(Fault.BODY_HASH);
    }
    return verified;
  }

  private VerifiedRequest verify(SignedRequest request, SecretKey secret, String payload) {
    SignatureClaim claim = request.claim();
    SigningKey key = new SigningKey(secret, request.scope(), claim.signedAt());
    String expected = key.signRequest(CanonicalRequest.hash(request.head(), claim, payload));
    if (!Digests.same(expected, claim.signature())) {
      throw new InvalidCredentialsException(Reason.SIGNATURE_MISMATCH);
    }
    return new VerifiedRequest(request, BodyVerifier.signed(request, key, payload));
  }

  /** Conditions may compare headers with patterns: what is not looked at at all costs nothing. */
  private static void requireBounded(RequestHead head) {
    int length = 0;
    for (String name : head.headerNames()) {
      for (String value : head.headers(name)) {
        length += name.length() + value.length();
      }
    }
    if (length > LONGEST_HEADERS) {
      throw new MalformedRequestException(Fault.HEADERS_TOO_LONG);
    }
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
  private static void requireSigned(RequestHead head, SignatureClaim claim) {
    if (head.headers("host").size() != 1) {
      throw new MalformedRequestException(Fault.HOST);
    }
    List<String> signed = claim.signedHeaders();
    for (String name : head.headerNames()) {
      boolean mustBe = name.equals("host") || name.startsWith("x-amz-");
      if (mustBe && !signed.contains(name) && !saysWhatWasSigned(name, claim)) {
        throw new MalformedRequestException(Fault.HEADERS_NOT_SIGNED, name);
      }
    }
    signed.stream()
        .filter(name -> head.headers(name).isEmpty())
        .findFirst()
        .ifPresent(
            name -> {
              throw new MalformedRequestException(Fault.SIGNED_HEADER_MISSING, name);
            });
  }

  /**
   * A presigned URL leaves its body unsigned unless something else is said, and some clients say so
   * once more in a header when they send it. What that says is in the canonical request.
   */
  private static boolean saysWhatWasSigned(String header, SignatureClaim claim) {
    return header.equals(QueryForm.CONTENT_HASH)
        && claim.validity().isPresent()
        && claim.payload().mode() == PayloadMode.UNSIGNED;
  }
}
