package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import io.sallyport.http.RequestHead;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A signature in the query: a presigned URL. Its parameters are spelt exactly so; another spelling
 * is refused rather than overlooked.
 */
final class QueryForm {
  static final String SIGNATURE = "X-Amz-Signature";
  private static final Set<String> NAMES =
      Set.of(
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-SignedHeaders",
          "X-Amz-Security-Token",
          SIGNATURE);
  private static final Map<String, String> BY_LOWER_CASE = byLowerCase();
  private static final Set<String> VERSION_2 = Set.of("AWSAccessKeyId", "Signature");
  static final String CONTENT_HASH = "x-amz-content-sha256";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final int LONGEST = 604_800;

  /**
   * How long a presigned call of IAM or STS lives: as long as one signed in its header, whatever
   * {@code X-Amz-Expires} says; what is to live for no time is refused. So AWS has it, and tokens
   * of EKS's kind, which say 60 seconds and are kept for 14 minutes, count on it.
   *
   * @see <a
   *     href="https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/pkg/token/token.go">
   *     aws-iam-authenticator</a>
   */
  private static final Duration CALL = Duration.ofMinutes(15);

  private QueryForm() {}

  /** The signature's parameters; empty if the query has none. */
  static Map<String, String> parameters(RequestHead head) {
    if (head.rawQuery().isEmpty()) {
      return Map.of();
    }
    Map<String, String> found = new HashMap<>();
    head.query()
        .forEach(
            (name, values) -> {
              if (VERSION_2.contains(name)) {
                throw new MalformedRequestException(Fault.SIGNATURE_VERSION);
              }
              String lower = name.toLowerCase(Locale.ROOT);
              String exact = BY_LOWER_CASE.get(lower);
              if (exact != null || lower.equals(CONTENT_HASH)) {
                boolean misspelt = exact != null && !exact.equals(name);
                String key = exact == null ? CONTENT_HASH : exact;
                if (misspelt || values.size() != 1 || found.put(key, values.get(0)) != null) {
                  throw malformed();
                }
              }
            });
    // The hash alone is no signature: some clients send it in the query of any request.
    return found.keySet().equals(Set.of(CONTENT_HASH)) ? Map.of() : found;
  }

  static Version4Claim read(RequestHead head, Map<String, String> parameters) {
    if (!part(parameters, "X-Amz-Algorithm").equals("AWS4-HMAC-SHA256")) {
      throw new MalformedRequestException(Fault.SIGNATURE_VERSION);
    }
    if (!head.headers("x-amz-security-token").isEmpty()) {
      throw new MalformedRequestException(Fault.SIGNED_TWICE);
    }
    CredentialScope.Claim credential =
        CredentialScope.Claim.parse(
            part(parameters, "X-Amz-Credential"), Fault.AUTHORIZATION_QUERY);
    String service = credential.scope().service();
    return new Version4Claim(
        credential,
        Timestamp.parse(part(parameters, "X-Amz-Date")).orElseThrow(QueryForm::malformed),
        Optional.of(validity(service, part(parameters, "X-Amz-Expires"))),
        SignedNames.parse(part(parameters, "X-Amz-SignedHeaders"), Fault.AUTHORIZATION_QUERY),
        part(parameters, SIGNATURE),
        Optional.ofNullable(parameters.get("X-Amz-Security-Token")).map(ClaimedSignature::token),
        Payload.ofPresigned(service, contentHash(head, parameters)),
        Version4Claim.NOTHING);
  }

  private static Optional<String> contentHash(RequestHead head, Map<String, String> parameters) {
    Optional<String> header = ClaimedSignature.single(head, CONTENT_HASH);
    Optional<String> parameter = Optional.ofNullable(parameters.get(CONTENT_HASH));
    if (header.isPresent() && parameter.isPresent() && !header.equals(parameter)) {
      throw new MalformedRequestException(Fault.CONTENT_SHA256);
    }
    return header.or(() -> parameter);
  }

  private static Duration validity(String service, String text) {
    if (!SECONDS.matcher(text).matches() || Integer.parseInt(text) > LONGEST) {
      throw new MalformedRequestException(Fault.EXPIRES);
    }
    int seconds = Integer.parseInt(text);
    if (service.equals("s3")) {
      return Duration.ofSeconds(seconds);
    }
    if (seconds == 0) {
      throw new MalformedRequestException(Fault.EXPIRES);
    }
    return CALL;
  }

  private static String part(Map<String, String> parameters, String name) {
    return Optional.ofNullable(parameters.get(name)).orElseThrow(QueryForm::malformed);
  }

  private static MalformedRequestException malformed() {
    return new MalformedRequestException(Fault.AUTHORIZATION_QUERY);
  }

  private static Map<String, String> byLowerCase() {
    Map<String, String> names = new HashMap<>();
    NAMES.forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
    return Map.copyOf(names);
  }
}
