package io.sallyport.sigv4;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SessionToken;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.wire.CharTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a request says of its signature of Version 4, read but not yet checked. Made by {@link
 * HeaderForm}, {@link QueryForm} or {@link PostedForm}.
 *
 * @param credential whose key, and for what
 * @param signedAt when
 * @param validity for how long, if it is a presigned URL
 * @param signedHeaders the names of the headers that were signed
 * @param signature 64 hex digits
 * @param sessionToken the token of temporary credentials
 * @param payload how the body is bound
 * @param onceProven what is to be done once it is proven
 */
record Version4Claim(
    CredentialScope.Claim credential,
    Timestamp signedAt,
    Optional<Duration> validity,
    SignedNames signedHeaders,
    String signature,
    Optional<SessionToken> sessionToken,
    Payload payload,
    Runnable onceProven)
    implements ClaimedSignature {
  static final Runnable NOTHING = () -> {};

  private static final CharTable OF_SIGNATURE = new CharTable("0123456789abcdef");

  Version4Claim {
    if (!isSignature(signature) || !signedAt.text().startsWith(credential.scope().date())) {
      throw new MalformedRequestException(
          validity.isPresent() ? Fault.AUTHORIZATION_QUERY : Fault.AUTHORIZATION_HEADER);
    }
  }

  @Override
  public String version() {
    return "AWS4-HMAC-SHA256";
  }

  @Override
  public AccessKeyId accessKeyId() {
    return credential.accessKeyId();
  }

  @Override
  public String service() {
    return credential.scope().service();
  }

  @Override
  public String region() {
    return credential.scope().region();
  }

  @Override
  public Optional<Instant> time() {
    return Optional.of(signedAt.instant());
  }

  static boolean isSignature(String text) {
    return OF_SIGNATURE.matches(text, 64, 64);
  }
}
