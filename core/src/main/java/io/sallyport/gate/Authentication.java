package io.sallyport.gate;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.http.RequestHead;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.s3.S3Request;
import io.sallyport.s3.S3RequestParser;
import io.sallyport.sigv4.BodyVerifier;
import io.sallyport.sigv4.UnsignedRequest;
import io.sallyport.sigv4.VerifiedRequest;
import java.util.Optional;

/** Who sent a request. */
public sealed interface Authentication {

  Principal caller();

  /** The key that the request is signed with, if it is signed. */
  Optional<AccessKeyId> accessKeyId();

  /** Checks the body while it is read. */
  BodyVerifier body();

  /** What the request asks for. */
  S3Request read(RequestHead head, S3RequestParser parser);

  /** Whether the signature is in the URL, so that whoever has that can send the request again. */
  boolean isPresigned();

  /** A caller who proved to hold the secret of an access key. */
  record Proven(Principal caller, VerifiedRequest request) implements Authentication {
    @Override
    public S3Request read(RequestHead head, S3RequestParser parser) {
      return parser.parse(request.request());
    }

    @Override
    public Optional<AccessKeyId> accessKeyId() {
      return Optional.of(request.request().accessKeyId());
    }

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
    public S3Request read(RequestHead head, S3RequestParser parser) {
      return parser.parse(head);
    }

    @Override
    public BodyVerifier body() {
      return request.body();
    }

    @Override
    public boolean isPresigned() {
      return false;
    }

    @Override
    public Optional<AccessKeyId> accessKeyId() {
      return Optional.empty();
    }

    @Override
    public Principal caller() {
      return new Anonymous();
    }
  }
}
