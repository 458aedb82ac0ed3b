package io.sallyport.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import java.util.Optional;
import java.util.function.Predicate;

/** Has a provider's keys by its discovery document. Thread-safe. */
final class KeyFetcher implements AutoCloseable {
  private static final String WELL_KNOWN = "/.well-known/openid-configuration";
  private static final int LONGEST_DOCUMENT = 64 * 1024;
  private static final int LONGEST_SHOWN = 255;

  private final Discovery discovery;
  private final Fetcher fetcher;

  KeyFetcher(Discovery discovery) {
    this(discovery, new Fetcher(discovery));
  }

  KeyFetcher(Discovery discovery, Fetcher fetcher) {
    this.discovery = discovery;
    this.fetcher = fetcher;
  }

  /** The keys that the provider shows now. */
  IssuerKeys fetch(KeySource source) throws FetchException {
    return keys(jwks(source), source);
  }

  /** The JWK Set that the provider shows now. */
  ObjectNode jwks(KeySource source) throws FetchException {
    long deadline = System.nanoTime() + discovery.timeout().toNanos();
    String issuer = source.issuer();
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    ObjectNode document = document(base + WELL_KNOWN, source, LONGEST_DOCUMENT, deadline);
    String named = text(document, "issuer");
    if (!named.equals(issuer)) {
      boolean canBeShown = named.length() <= LONGEST_SHOWN && Names.isPlain(named);
      throw new FetchException(
          FetchException.Cause.DOCUMENT,
          "the discovery document is of another issuer"
              + (canBeShown ? ", \"" + named + "\"" : ""));
    }
    String address = text(document, "jwks_uri");
    if (issuer.startsWith("https:") && !address.startsWith("https:")) {
      throw new FetchException(
          FetchException.Cause.ADDRESS, "keys of an issuer of HTTPS come over HTTPS alone");
    }
    return document(address, source, IssuerKeys.LONGEST, deadline);
  }

  /** Those of a JWK Set that are trusted. */
  IssuerKeys keys(ObjectNode jwks, KeySource source) throws FetchException {
    IssuerKeys shown = keys(jwks, key -> true, FetchException.Cause.DOCUMENT);
    return hasCephThumbprints(source.issuer())
        ? keys(
            jwks,
            key -> Thumbprints.vouchFor(key, source.thumbprints()),
            FetchException.Cause.CERTIFICATE)
        : shown;
  }

  private boolean hasCephThumbprints(String issuer) {
    return discovery.hasCephThumbprints() && !issuer.startsWith("https:");
  }

  /**
   * The keys that are trusted.
   *
   * @param ifNone what is wrong if there are none
   */
  private static IssuerKeys keys(
      ObjectNode jwks, Predicate<JWK> trusted, FetchException.Cause ifNone) throws FetchException {
    try {
      return IssuerKeys.of(Optional.of(jwks), trusted);
    } catch (IllegalArgumentException e) {
      throw new FetchException(ifNone, String.valueOf(e.getMessage()), e);
    }
  }

  private ObjectNode document(String address, KeySource source, int longest, long deadline)
      throws FetchException {
    byte[] bytes = fetcher.get(address, source.thumbprints(), longest, deadline);
    return StrictJson.object(bytes)
        .orElseThrow(
            () ->
                new FetchException(
                    FetchException.Cause.DOCUMENT,
                    address + " is no JSON object that can be read in one way only"));
  }

  private static String text(ObjectNode document, String name) throws FetchException {
    JsonNode value = document.path(name);
    if (!value.isTextual()) {
      throw new FetchException(
          FetchException.Cause.DOCUMENT, "the discovery document has no " + name);
    }
    return value.textValue();
  }

  @Override
  public void close() {
    fetcher.close();
  }
}
