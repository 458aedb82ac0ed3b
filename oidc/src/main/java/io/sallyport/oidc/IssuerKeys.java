package io.sallyport.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The public keys of an issuer that tokens can be verified by. */
final class IssuerKeys {
  /** As many as AWS takes, 100 of each type: a token that names no key is tried with each. */
  private static final int MOST_KEYS = 200;

  private static final int LONGEST = 1 << 20;

  private final List<JWK> keys;

  private IssuerKeys(List<JWK> keys) {
    this.keys = keys;
  }

  /**
   * Reads a JWK Set. Keys that no algorithm of ours takes are left out, as the standard wants.
   *
   * @throws IllegalArgumentException if it is none, is longer than a million characters, leaves no
   *     key or more than 200, or holds a key that is not public
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, section 5</a>
   */
  static IssuerKeys parse(String jwks) {
    if (jwks.length() > LONGEST) {
      throw new IllegalArgumentException("the JWK Set is longer than " + LONGEST + " characters");
    }
    JsonNode members =
        StrictJson.object(jwks)
            .map(set -> set.path("keys"))
            .filter(JsonNode::isArray)
            .orElseThrow(() -> new IllegalArgumentException("the text is not a JWK Set"));
    List<JWK> keys = new ArrayList<>();
    for (JsonNode member : members) {
      key(member).filter(IssuerKeys::isUsable).ifPresent(keys::add);
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("the JWK Set has no key to verify a signature by");
    }
    if (keys.size() > MOST_KEYS) {
      throw new IllegalArgumentException("the JWK Set has more than " + MOST_KEYS + " keys");
    }
    return new IssuerKeys(List.copyOf(keys));
  }

  /**
   * Verifies a signature: by the keys of the id that the header names; or, if it names none, by any
   * that its algorithm takes.
   */
  void verify(TokenHeader header, CompactToken token) {
    SigningAlgorithm algorithm = header.algorithm();
    List<JWK> candidates =
        keys.stream()
            .filter(key -> header.keyId().isEmpty() || header.keyId().equals(key.getKeyID()))
            .filter(algorithm::takes)
            .toList();
    if (candidates.isEmpty()) {
      throw new InvalidIdentityTokenException(Reason.UNKNOWN_KEY);
    }
    byte[] content = token.signed();
    byte[] signature = token.signature();
    if (candidates.stream().noneMatch(key -> algorithm.verifies(key, content, signature))) {
      throw new InvalidIdentityTokenException(Reason.SIGNATURE);
    }
  }

  private static Optional<JWK> key(JsonNode member) {
    // Secret members of each type of key: a set with one of them is not to be handed around.
    if (Stream.of("d", "k", "p", "q").anyMatch(member::has)) {
      throw new IllegalArgumentException("the JWK Set holds a key that is not public");
    }
    try {
      return member.isObject() ? Optional.of(JWK.parse(member.toString())) : Optional.empty();
    } catch (ParseException | RuntimeException e) { // The parser throws several of these.
      return Optional.empty();
    }
  }

  private static boolean isUsable(JWK key) {
    return Arrays.stream(SigningAlgorithm.values()).anyMatch(algorithm -> algorithm.takes(key));
  }
}
