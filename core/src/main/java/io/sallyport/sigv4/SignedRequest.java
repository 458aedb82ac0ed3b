package io.sallyport.sigv4;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SessionToken;
import io.sallyport.http.RequestHead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request that claims to be signed. Nothing it says is proven before {@link
 * SignatureVerifier#verify(SignedRequest, io.sallyport.credential.SecretKey)} has accepted it.
 * Immutable; prints neither signature nor token.
 */
public final class SignedRequest implements IncomingRequest {
  private final RequestHead head;
  private final ClaimedSignature claim;
  private final WhatWasSigned signed;
  private final BodyVerifier body;

  SignedRequest(RequestHead head, ClaimedSignature claim, WhatWasSigned signed, BodyVerifier body) {
    this.head = head;
    this.claim = claim;
    this.signed = signed;
    this.body = body;
  }

  @Override
  public RequestHead head() {
    return head;
  }

  /** Whose secret the request should have been signed with. */
  public AccessKeyId accessKeyId() {
    return claim.accessKeyId();
  }

  /** The token that came along; present if the credentials are temporary. */
  public Optional<SessionToken> sessionToken() {
    return claim.sessionToken();
  }

  /** The service that it was signed for. That it is the one asked is the caller's to check. */
  public String service() {
    return claim.service();
  }

  /** The region that it was signed for; empty if it names none. */
  public String region() {
    return claim.region();
  }

  /**
   * The version of the signature, as the condition key {@code s3:signatureversion} has it: {@code
   * AWS4-HMAC-SHA256}, or {@code AWS} of a form that was signed by Version 2.
   */
  public String version() {
    return claim.version();
  }

  /** When it was signed, by the client's clock; empty for Version 2, which doesn't say. */
  public Optional<Instant> signedAt() {
    return claim.time();
  }

  /** Whether the signature is in the query, so that whoever has the URL can send it again. */
  public boolean isPresigned() {
    return claim.validity().isPresent();
  }

  /** Whether the signature is of the policy of a browser's form, and in the form. */
  public boolean isForm() {
    return signed instanceof WhatWasSigned.Policy;
  }

  /** When a presigned URL ends; empty for a signature in the header or in a form. */
  public Optional<Instant> expiresAt() {
    return claim.validity().flatMap(validity -> signedAt().map(at -> at.plus(validity)));
  }

  /** The names of the headers that were signed, in lower case and in order. */
  public List<String> signedHeaders() {
    return claim.signedHeaders().list();
  }

  /** How the body is bound to the signature. */
  public PayloadMode payload() {
    return claim.payload().mode();
  }

  ClaimedSignature claim() {
    return claim;
  }

  WhatWasSigned signed() {
    return signed;
  }

  /** What its head states of its body. */
  BodyVerifier body() {
    return body;
  }

  @Override
  public String toString() {
    return "SignedRequest["
        + accessKeyId()
        + ", "
        + version()
        + ", "
        + service()
        + ", "
        + head
        + "]";
  }
}
