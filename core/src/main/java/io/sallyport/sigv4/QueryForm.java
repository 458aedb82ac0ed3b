package io.sallyport.sigv4;

import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
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
  private static final String CONTENT_HASH = "x-amz-content-sha256";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final int LONGEST = 604_800;

  private QueryForm() {}

  /** The signature's parameters; empty if the query has none. */
  static Map<String, String> parameters(RequestHead head) {
    Map<String, String> found = new HashMap<>();
    query(head)
        .forEach(
            (name, values) -> {
              if (VERSION_2.contains(name)) {
                throw Refusals.unsupported();
              }
              String lower = name.toLowerCase(Locale.ROOT);
              String exact = BY_LOWER_CASE.get(lower);
              if (exact != null || lower.equals(CONTENT_HASH)) {
                boolean misspelt = exact != null && !exact.equals(name);
                String key = exact == null ? CONTENT_HASH : exact;
                if (misspelt || values.size() != 1 || found.put(key, values.get(0)) != null) {
                  throw Refusals.malformed();
                }
              }
            });
    // The hash alone is no signature: some clients send it in the query of any request.
    return found.keySet().equals(Set.of(CONTENT_HASH)) ? Map.of() : found;
  }

  static SignatureClaim read(RequestHead head, Map<String, String> parameters) {
    if (!part(parameters, "X-Amz-Algorithm").equals("AWS4-HMAC-SHA256")) {
      throw Refusals.unsupported();
    }
    if (!head.headers("x-amz-security-token").isEmpty()) {
      throw Refusals.malformed();
    }
    CredentialScope.Claim credential =
        CredentialScope.Claim.parse(part(parameters, "X-Amz-Credential"));
    return new SignatureClaim(
        credential,
        Timestamp.parse(part(parameters, "X-Amz-Date")),
        Optional.of(validity(part(parameters, "X-Amz-Expires"))),
        SignatureClaim.headerNames(part(parameters, "X-Amz-SignedHeaders")),
        part(parameters, SIGNATURE),
        Optional.ofNullable(parameters.get("X-Amz-Security-Token")).map(SignatureClaim::token),
        Payload.ofPresigned(credential.scope().service(), contentHash(head, parameters)));
  }

  private static Optional<String> contentHash(RequestHead head, Map<String, String> parameters) {
    Optional<String> header = SignatureClaim.single(head, CONTENT_HASH);
    Optional<String> parameter = Optional.ofNullable(parameters.get(CONTENT_HASH));
    if (header.isPresent() && parameter.isPresent() && !header.equals(parameter)) {
      throw Refusals.malformed();
    }
    return header.or(() -> parameter);
  }

  private static Duration validity(String text) {
    int seconds = SECONDS.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (seconds < 1 || seconds > LONGEST) {
      throw Refusals.malformed();
    }
    return Duration.ofSeconds(seconds);
  }

  private static Map<String, List<String>> query(RequestHead head) {
    try {
      return head.query();
    } catch (InvalidInputException e) {
      throw Refusals.malformed();
    }
  }

  private static String part(Map<String, String> parameters, String name) {
    return Optional.ofNullable(parameters.get(name)).orElseThrow(Refusals::malformed);
  }

  private static Map<String, String> byLowerCase() {
    Map<String, String> names = new HashMap<>();
    NAMES.forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
    return Map.copyOf(names);
  }
}
