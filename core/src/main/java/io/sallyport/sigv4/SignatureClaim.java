package io.sallyport.sigv4;

import io.sallyport.credential.SessionToken;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All that a request says of its signature, read but not yet checked. Made by {@link HeaderForm} or
 * {@link QueryForm}.
 *
 * @param credential whose key, and for what
 * @param signedAt when
 * @param validity for how long, if it is a presigned URL
 * @param signedHeaders the names of the headers that were signed
 * @param signature 64 hex digits
 * @param sessionToken the token of temporary credentials
 * @param payload how the body is bound
 */
record SignatureClaim(
    CredentialScope.Claim credential,
    Timestamp signedAt,
    Optional<Duration> validity,
    List<String> signedHeaders,
    String signature,
    Optional<SessionToken> sessionToken,
    Payload payload) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

  SignatureClaim {
    if (!SIGNATURE.matcher(signature).matches()
        || !signedAt.toString().startsWith(credential.scope().date())) {
      throw new MalformedRequestException(
          validity.isPresent() ? Fault.AUTHORIZATION_QUERY : Fault.AUTHORIZATION_HEADER);
    }
  }

  /** Reads {@code host;x-amz-date}: lower case, in order, none twice. */
  static List<String> headerNames(String list, Fault otherwise) {
    String previous = "";
    List<String> names = List.of(list.split(";", -1));
    for (String name : names) {
      if (!NAME.matcher(name).matches() || name.compareTo(previous) <= 0) {
        throw new MalformedRequestException(otherwise);
      }
      previous = name;
    }
    return names;
  }

  static SessionToken token(String text) {
    try {
      return SessionToken.of(text);
    } catch (InvalidInputException e) {
      throw new InvalidCredentialsException(Reason.INVALID_SESSION_TOKEN);
    }
  }

  /** A header that may be sent once at most. */
  static Optional<String> single(RequestHead head, String name) {
    if (head.headers(name).size() > 1) {
      throw new MalformedRequestException(Fault.HEADER_REPEATED, name);
    }
    return head.header(name).map(String::strip);
  }
}
