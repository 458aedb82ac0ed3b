package io.sallyport.example.objectstore;

import io.sallyport.oidc.Discovery;
import io.sallyport.oidc.OidcVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose tokens are taken, and by which keys.
 *
 * @param given files with the keys of some, by their URL
 * @param others what of the other providers that are registered
 */
record Issuers(Map<String, Path> given, Others others) {
  /** Where the keys of those that none were given for come from. */
  enum Others {
    /** Nowhere: their tokens are refused. */
    REFUSED,
    /** From where their discovery documents say, on this machine too and by plain HTTP. */
    DISCOVERED
  }

  static final Issuers NONE = new Issuers(Map.of(), Others.REFUSED);

  Issuers {
    given = Map.copyOf(given);
  }

  /** With one whose keys are in a file, which must not have been given before. */
  Issuers with(String issuer, Path keys) {
    Map<String, Path> all = new HashMap<>(given);
    if (all.put(issuer, keys) != null) {
      throw new IllegalArgumentException("--issuer has '" + issuer + "' twice.");
    }
    return new Issuers(all, others);
  }

  Issuers discovered() {
    return new Issuers(given, Others.DISCOVERED);
  }

  /**
   * Begins what verifies their tokens.
   *
   * @throws IOException if a file can't be read
   */
  OidcVerifier.Builder verifier() throws IOException {
    OidcVerifier.Builder verifier = OidcVerifier.builder();
    for (Map.Entry<String, Path> issuer : given.entrySet()) {
      verifier.issuer(issuer.getKey(), Files.readString(issuer.getValue()));
    }
    if (others == Others.DISCOVERED) {
      verifier.discovery(Discovery.builder().allowLoopback().build());
    }
    return verifier;
  }
}
