package io.sallyport.sigv4;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SessionToken;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import io.sallyport.wire.Characters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  /** A session's token, as it stands in a request. */
  static SessionToken token(String text) {
    try {
      return SessionToken.of(text);
    } catch (InvalidInputException e) {
      throw new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN);
    }
  }

  /** A header that may be sent once at most. */
  static Optional<String> single(RequestHead head, String name) {
    List<String> values = head.headers(name);
    if (values.size() > 1) {
      throw new MalformedRequestException(Fault.HEADER_REPEATED, name);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(Characters.stripped(values.get(0)));
  }
}
