package io.sallyport.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a token says of its signature, as far as it is listened to.
 *
 * @param keyId the id of the key it is signed by; empty if it names none
 */
record TokenHeader(SigningAlgorithm algorithm, String keyId) {
  /**
   * A token that brings its own key, asks for other rules, or is not a plainly signed one. None of
   * these is ever needed, and each has been a way in elsewhere. Nor in other case: some readers of
   * JSON know none.
   */
  private static final Set<String> REFUSED =
      Set.of("b64", "crit", "cty", "enc", "jku", "jwk", "x5c", "x5u", "zip");

  private static final Set<String> OURS = Set.of("alg", "kid", "typ");

  private static final Set<String> NEVER_ALIKE =
      Stream.concat(OURS.stream(), REFUSED.stream()).collect(Collectors.toUnmodifiableSet());

  /** Other types are signed by the same keys but don't say who someone is: a log-out, for one. */
  private static final Set<String> TYPES =
      Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

  static TokenHeader parse(byte[] json) {
    ObjectNode header = StrictJson.object(json).orElseThrow(() -> refused(Reason.MALFORMED));
    if (!hasGoodNames(header) || !hasGoodType(header)) {
      throw refused(Reason.MALFORMED);
    }
    SigningAlgorithm algorithm =
        text(header, "alg")
            .flatMap(SigningAlgorithm::named)
            .orElseThrow(() -> refused(Reason.ALGORITHM));
    String keyId = "";
    if (header.has("kid")) {
      keyId =
          text(header, "kid")
              .filter(id -> !id.isEmpty() && Names.isPlain(id))
              .orElseThrow(() -> refused(Reason.MALFORMED));
    }
    return new TokenHeader(algorithm, keyId);
  }

  private static boolean hasGoodNames(ObjectNode header) {
    return header.properties().stream()
        .map(Map.Entry::getKey)
        .allMatch(name -> OURS.contains(name) || !NEVER_ALIKE.contains(Names.folded(name)));
  }

  private static boolean hasGoodType(ObjectNode header) {
    return !header.has("typ")
        || text(header, "typ")
            .map(type -> type.toLowerCase(Locale.ROOT))
            .filter(TYPES::contains)
            .isPresent();
  }

  private static Optional<String> text(ObjectNode header, String name) {
    JsonNode value = header.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  private static InvalidIdentityTokenException refused(Reason reason) {
    return new InvalidIdentityTokenException(reason);
  }
}
