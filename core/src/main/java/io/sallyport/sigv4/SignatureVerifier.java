package io.sallyport.sigv4;

import io.sallyport.credential.SecretKey;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.error.RequestTimeTooSkewedException;
import io.sallyport.error.SignatureDoesNotMatchException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.Leniency;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks AWS Signature Version 4, in the {@code Authorization} header, in the query of a presigned
 * URL or in a browser's form, and Version 2 in forms alone, if told to. Two steps, as the secret is
 * looked up in between: {@link #parse} reads who claims to have signed, {@link
 * #verify(SignedRequest, SecretKey)} proves it. Keeps the signing keys of the day, each for its
 * secret alone. Thread-safe.
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
  private static final Duration LONGEST_OF_FORM = Duration.ofDays(7);

  private final Clock clock;
  private final Mismatch mismatch;
  private final Set<Leniency> leniencies;
  private final HeaderForm headerForm = new HeaderForm();
  private final DayKeys keys = new DayKeys();

  /** What the sender of a wrong signature is told. */
  private enum Mismatch {
    HIDDEN,
    EXPLAINED
  }

  /** A verifier by this clock. */
  public SignatureVerifier(Clock clock) {
    this(clock, Mismatch.HIDDEN, Set.of());
  }

  private SignatureVerifier(Clock clock, Mismatch mismatch, Set<Leniency> leniencies) {
    this.clock = clock;
    this.mismatch = mismatch;
    this.leniencies = Set.copyOf(leniencies);
  }

  /**
   * A verifier that throws a {@link SignatureDoesNotMatchException} for a signature that is not
   * that of the secret, which says what should have been signed; and so, that there is such a key.
   */
  public SignatureVerifier explaining() {
    return new SignatureVerifier(clock, Mismatch.EXPLAINED, leniencies);
  }

  /** A verifier with what these let pass, and nothing else: {@link Leniency#VERSION_2_FORMS}. */
  public SignatureVerifier lenient(Set<Leniency> leniencies) {
    return new SignatureVerifier(clock, mismatch, leniencies);
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
   * @throws RequestTimeTooSkewedException if it was not signed within 15 minutes of now, or is a
   *     presigned URL that has ended
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
    Version4Claim claim = inHeader ? headerForm.read(head) : QueryForm.read(head, parameters);
    if (head.headers("host").size() != 1) {
      throw new MalformedRequestException(Fault.HOST);
    }
    SignedHeaders signed = SignedHeaders.of(head, claim);
    signed.require();
    BodyVerifier body = BodyVerifier.claimed(head, claim, claim.payload());
    requireTimely(claim, LARGEST_SKEW);
    // What can't be signed is refused whoever signed it.
    return new SignedRequest(head, claim, CanonicalRequest.of(head, claim, signed), body);
  }

  /**
   * Reads what the fields of a browser's form say of its signature, which is of its policy alone.
   * As in {@link #parse}, all that can be refused without the secret is refused here.
   *
   * @param head of the request that the form stands for
   * @param fields by name in lower case
   * @return a {@link SignedRequest}, not yet proven, or an {@link UnsignedRequest}
   * @throws MalformedRequestException if a part of the signature is missing or malformed, or of
   *     another scheme; or if what is stated of the file can't be; or if the head is longer than 8
   *     KiB
   * @throws InvalidCredentialsException if its session token can be none
   * @throws RequestTimeTooSkewedException if it was signed more than 15 minutes after now, or more
   *     than seven days ago, which is as long as a signing key is good; Version 2 has no such time
   */
  public IncomingRequest parseForm(RequestHead head, Map<String, String> fields) {
    requireBounded(head);
    Optional<ClaimedSignature> claim = PostedForm.read(fields, leniencies);
    if (claim.isEmpty()) {
      return new UnsignedRequest(head);
    }
    BodyVerifier body = BodyVerifier.claimed(head, claim.get(), claim.get().payload());
    if (claim.get() instanceof Version4Claim dated) {
      requireTimely(dated, LONGEST_OF_FORM);
    }
    return new SignedRequest(
        head, claim.get(), new WhatWasSigned.Policy(fields.getOrDefault("policy", "")), body);
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
    if (request.claim() instanceof Version2Claim ofForm) {
      if (!ofForm.isOf(secret)) {
        throw mismatched(request);
      }
      return new VerifiedRequest(request, request.body());
    }
    Version4Claim claim = (Version4Claim) request.claim();
    Optional<DayKey> kept = keys.kept(claim.credential(), secret);
    DayKey day = kept.orElseGet(() -> new DayKey(secret, claim.credential().scope()));
    SigningKey key = new SigningKey(day, claim.signedAt());
    if (!Digests.same(key.sign(request.signed(), payload), claim.signature())) {
      throw mismatch == Mismatch.EXPLAINED && !request.isForm() // Its policy holds its token.
          ? explained(request, claim, key, payload)
          : mismatched(request);
    }
    if (kept.isEmpty()) {
      keys.keep(claim.credential(), day);
    }
    claim.onceProven().run();
    BodyVerifier body = request.body();
    if (request.payload() == PayloadMode.UNSTATED) {
      Payload known = new Payload(PayloadMode.HASHED, payload);
      body = BodyVerifier.claimed(request.head(), claim, known);
    }
    return new VerifiedRequest(request, body.signed(key, claim.signature()));
  }

  private static IamException explained(
      SignedRequest request, Version4Claim claim, SigningKey key, String payload) {
    return new SignatureDoesNotMatchException(
        request.accessKeyId().value(),
        claim.signature(),
        request.signed().toSign(key, payload),
        request.signed().shown(payload));
  }

  private static IamException mismatched(SignedRequest request) {
    return request.sessionToken().isPresent()
        ? InvalidCredentialsException.sessionMismatch()
        : new InvalidCredentialsException(Reason.SIGNATURE_MISMATCH);
  }

  /** Conditions may compare headers with patterns: what is not looked at at all costs nothing. */
  private static void requireBounded(RequestHead head) {
    int[] length = new int[1];
    head.forEachHeader((name, value) -> length[0] += name.length() + value.length());
    if (length[0] > LONGEST_HEADERS) {
      throw new MalformedRequestException(Fault.HEADERS_TOO_LONG);
    }
  }

  /**
   * @param longest how long it is good for, if it doesn't say so itself
   */
  private void requireTimely(Version4Claim claim, Duration longest) {
    Instant now = clock.instant();
    Instant signedAt = claim.signedAt().instant();
    boolean isEarly = signedAt.isAfter(now.plus(LARGEST_SKEW));
    Duration validity = isEarly ? LARGEST_SKEW : claim.validity().orElse(longest);
    if (isEarly || validity.isZero() || now.isAfter(signedAt.plus(validity))) {
      RequestTimeTooSkewedException refusal =
          isEarly || claim.validity().isEmpty()
              ? new RequestTimeTooSkewedException(signedAt, validity, now)
              : RequestTimeTooSkewedException.ended(signedAt, validity, now);
      throw refusal.claiming(claim.accessKeyId().value());
    }
  }
}
