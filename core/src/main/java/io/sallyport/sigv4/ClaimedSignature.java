package io.sallyport.sigv4;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SessionToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a request says of its signature, of whichever version, read but not yet checked. */
sealed interface ClaimedSignature permits Version4Claim, Version2Claim {
  /** The version, as the condition key {@code s3:signatureversion} has it. */
  String version();

  AccessKeyId accessKeyId();

  String service();

  /** Empty if it is for none. */
  String region();

  /** When it was signed, if it says so. */
  Optional<Instant> time();

  /** For how long, if it is a presigned URL. */
  Optional<Duration> validity();

  SignedNames signedHeaders();

  Optional<SessionToken> sessionToken();

  Payload payload();
}
