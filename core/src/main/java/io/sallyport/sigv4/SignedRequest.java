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
  private final SignatureClaim claim;
  private final WhatWasSigned signed;
  private final BodyVerifier body;

  SignedRequest(RequestHead head, SignatureClaim claim, WhatWasSigned signed, BodyVerifier body) {
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
    return claim.credential().accessKeyId();
  }

  /** The token that came along; present if the credentials are temporary. */
  public Optional<SessionToken> sessionToken() {
    return claim.sessionToken();
  }

  /** What the signature is good for. That its service is the one asked is the caller's to check. */
  public CredentialScope scope() {
    return claim.credential().scope();
  }

  /** When it was signed, by the client's clock. */
  public Instant signedAt() {
    return claim.signedAt().instant();
  }

  /** Whether the signature is in the query, so that whoever has the URL can send it again. */
  public boolean isPresigned() {
    return claim.validity().isPresent();
  }

  /** Whether the signature is of the policy of a browser's form, and in the form. */
  public boolean isForm() {
    return signed instanceof WhatWasSigned.Policy;
  }

  /** When a presigned URL ends; empty for a signature in the header. */
  public Optional<Instant> expiresAt() {
    return claim.validity().map(signedAt()::plus);
  }

  /** The names of the headers that were signed, in lower case and in order. */
  public List<String> signedHeaders() {
    return claim.signedHeaders().list();
  }

  /** How the body is bound to the signature. */
  public PayloadMode payload() {
    return claim.payload().mode();
  }

  SignatureClaim claim() {
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
    return "SignedRequest[" + accessKeyId() + ", " + scope() + ", " + head + "]";
  }
}
