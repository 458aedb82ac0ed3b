package io.sallyport.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.identity.Thumbprint;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider shows to who asks for its keys, as far as that came. What is in it is the
 * provider's word: texts may hold anything. Immutable.
 *
 * @param asked the URLs that were to be asked, in order: that of the discovery document; if that is
 *     as it must be, that of the keys. With each, the certificates that its server showed, its own
 *     first, trusted or not; none if it showed none, over plain HTTP, say
 * @param keys all that the key set shows, 200 at most
 * @param lack what keeps tokens from being verified by these keys, in a sentence; empty if nothing
 * @see Discovery#check
 */
public record ProviderReport(
    Map<String, List<X509Certificate>> asked, List<Key> keys, Optional<String> lack) {

  /**
   * A key.
   *
   * @param id its {@code kid}; empty if it has none
   * @param type its {@code kty}; empty if it has none
   * @param algorithms of the tokens that it may verify; none if it may verify none: because of its
   *     type, curve, size, {@code use} or {@code alg}, or because it isn't public
   */
  public record Key(String id, String type, List<String> algorithms) {
    public Key {
      algorithms = List.copyOf(algorithms);
    }
  }

  public ProviderReport {
    asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
    keys = List.copyOf(keys);
  }

  /**
   * What to register for a certificate to be trusted: the server's own, and it is trusted alone; or
   * an authority's that it validates up to, and so is what that authority signs later.
   */
  public static Thumbprint thumbprint(X509Certificate certificate) {
    return new Thumbprint(Thumbprints.sha1(certificate));
  }

  static ProviderReport of(Discovery discovery, KeySource source) {
    Map<String, List<X509Certificate>> asked = new LinkedHashMap<>();
    List<Key> keys = List.of();
    Optional<String> lack = Optional.empty();
    try (KeyFetcher fetcher = new KeyFetcher(discovery, new Fetcher(discovery, asked::put))) {
      ObjectNode jwks = fetcher.jwks(source);
      keys = IssuerKeys.shown(jwks);
      IssuerKeys unused = fetcher.keys(jwks, source);
    } catch (FetchException e) {
      lack = Optional.of(String.valueOf(e.getMessage()));
    }
    return new ProviderReport(asked, keys, lack);
  }
}
