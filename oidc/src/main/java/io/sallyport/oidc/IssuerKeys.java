package io.sallyport.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The public keys of an issuer that tokens can be verified by, made ready. Immutable. */
final class IssuerKeys {
  /** As many as AWS takes, 100 of each type. */
  private static final int MOST_KEYS = 200;

  /** Of one id, or of none: each costs a verification. */
  private static final int MOST_TRIED = 4;

  /** In bytes or characters. */
  static final int LONGEST = 1 << 20;

  /** What a key takes besides its numbers, with tables that curves are computed by. */
  private static final long KEY_BYTES = 8 * 1024;

  private static final long CHECK_BYTES = 512;

  /** An RSA key's numbers are kept as such and in the encodings that the JDK makes. */
  private static final int COPIES = 6;

  /**
   * A key.
   *
   * @param weight about how many bytes it takes at most
   */
  private record Key(String id, Map<SigningAlgorithm, SignatureCheck> checks, long weight) {}

  private final List<Key> keys;

  private IssuerKeys(List<Key> keys) {
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
    return of(StrictJson.object(jwks), key -> true);
  }

  /** Reads a JWK Set, of which only some keys are trusted; otherwise as {@link #parse}. */
  static IssuerKeys of(Optional<ObjectNode> jwks, Predicate<JWK> trusted) {
    JsonNode members =
        jwks.map(set -> set.path("keys"))
            .filter(JsonNode::isArray)
            .orElseThrow(() -> new IllegalArgumentException("the text is not a JWK Set"));
    List<Key> keys = new ArrayList<>();
    for (JsonNode member : members) {
      jwk(member)
          .filter(trusted)
          .map(IssuerKeys::ready)
          .filter(key -> !key.checks().isEmpty())
          .ifPresent(keys::add);
      if (keys.size() > MOST_KEYS) {
        throw new IllegalArgumentException("the JWK Set has more than " + MOST_KEYS + " keys");
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("the JWK Set has no key to verify a signature by");
    }
    return new IssuerKeys(List.copyOf(keys));
  }

  /** What a JWK Set shows, and by which algorithms each may verify: at most 200. */
  static List<ProviderReport.Key> shown(ObjectNode jwks) {
    List<ProviderReport.Key> keys = new ArrayList<>();
    for (JsonNode member : jwks.path("keys")) {
      if (keys.size() < MOST_KEYS) {
        keys.add(
            new ProviderReport.Key(
                member.path("kid").asText(), member.path("kty").asText(), algorithms(member)));
      }
    }
    return keys;
  }

  private static List<String> algorithms(JsonNode member) {
    try {
      return jwk(member).map(IssuerKeys::ready).stream()
          .flatMap(key -> key.checks().keySet().stream())
          .map(SigningAlgorithm::toString)
          .toList();
    } catch (IllegalArgumentException e) { // It isn't public.
      return List.of();
    }
  }

  /** About how many bytes these take at most. */
  long weight() {
    return keys.stream().mapToLong(Key::weight).sum();
  }

  /** Whether a token of this header can be verified: it names one of the keys, or none. */
  boolean has(TokenHeader header) {
    return !candidates(header).isEmpty();
  }

  /**
   * Verifies a signature: by the keys of the id that the header names; or, if it names none, by any
   * that its algorithm takes. More than four that may be meant are too many to try.
   */
  void verify(TokenHeader header, CompactToken token) {
    List<SignatureCheck> candidates = candidates(header);
    if (candidates.isEmpty() || candidates.size() > MOST_TRIED) {
      throw new InvalidIdentityTokenException(Reason.UNKNOWN_KEY);
    }
    byte[] content = token.signed();
    byte[] signature = token.signature();
    for (SignatureCheck candidate : candidates) {
      if (candidate.verifies(content, signature)) {
        return;
      }
    }
    throw new InvalidIdentityTokenException(Reason.SIGNATURE);
  }

  private List<SignatureCheck> candidates(TokenHeader header) {
    List<SignatureCheck> candidates = new ArrayList<>(1);
    for (Key key : keys) {
      SignatureCheck check = key.checks().get(header.algorithm());
      if (check != null && (header.keyId().isEmpty() || header.keyId().equals(key.id()))) {
        candidates.add(check);
      }
    }
    return candidates;
  }

  private static Optional<JWK> jwk(JsonNode member) {
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

  private static Key ready(JWK jwk) {
    Map<SigningAlgorithm, SignatureCheck> checks = SigningAlgorithm.checks(jwk);
    String id = jwk.getKeyID() == null ? "" : jwk.getKeyID();
    long numbers = (long) COPIES * Math.max(0, jwk.size()) / 8;
    long weight = KEY_BYTES + 2L * id.length() + CHECK_BYTES * checks.size() + numbers;
    return new Key(id, checks, weight);
  }
}
