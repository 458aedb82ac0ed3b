package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.junit.jupiter.api.Test;

/** The code in the module's README is this. */
class GuideTest {

  private static OidcVerifier verifier(KeyStore companyAuthorities, String jwksOfTheCluster) {
    // README from here
    OidcVerifier verifier =
        OidcVerifier.builder()
            .discovery(Discovery.builder().trustStore(companyAuthorities).build())
            .issuer("https://kubernetes.default.svc.cluster.local", jwksOfTheCluster)
            .build();
    // README to here
    return verifier;
  }

  @Test
  void theReadmeShowsCodeThatRuns() throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/sallyport/oidc/GuideTest.java"));
    String from = "// README from here\n";
    int begin = source.indexOf(from) + from.length();
    String shown =
        source
            .substring(begin, source.indexOf("    // README to here"))
            .stripTrailing()
            .stripIndent();

    assertTrue(
        Files.readString(Path.of("README.md")).contains("```java\n" + shown + "\n```"), shown);
    KeyStore authorities = Certificates.root("Company").trustStore();
    try (OidcVerifier verifier = verifier(authorities, Issuer.jwks(Issuer.RSA))) {
      assertEquals(Issuer.URL, verifier.unverifiedIssuer(Issuer.token(Issuer.claims())));
    }
  }
}
