package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ceph's example of AssumeRoleWithWebIdentity with a provider that speaks HTTPS, under an authority
 * that the JDK doesn't know.
 */
class PrivateKeycloakTest {
  @TempDir private static Path certificates;
  private static PrivateAuthority authority;
  private static Keycloak keycloak;

  @TempDir private Path data;

  @BeforeAll
  static void start() throws Exception {
    authority = PrivateAuthority.make(certificates);
    keycloak = Keycloak.start(Path.of("target", "keycloak"), authority.door(), line -> {});
  }

  @AfterAll
  static void stop() {
    keycloak.close();
  }

  private RunningStore open(String... options) throws Exception {
    return new RunningStore(
        DataFolder.open(data), Options.parse(List.of(options)).applied(Sallyport.builder()));
  }

  private static void runExample(RunningStore running, String thumbprint) throws Exception {
    Script.run(
        running,
        "python/web_identity_example.py",
        Map.of(
            "PROVIDER_URL",
            keycloak.issuer(),
            "CLIENT_ID",
            Keycloak.PORTAL,
            "THUMBPRINT",
            thumbprint,
            "WEB_TOKEN",
            keycloak.token(Keycloak.PORTAL)));
  }

  @Test
  void isTrustedByItsAuthorityWhateverTheThumbprint() throws Exception {
    assertTrue(keycloak.issuer().startsWith("https://localhost:"), keycloak.issuer());
    try (RunningStore running = open("--ca", authority.certificate().toString())) {
      runExample(running, FederatedRole.THUMBPRINT);
    }
  }

  @Test
  void isTrustedByTheThumbprintOfItsAuthorityAlone() throws Exception {
    try (RunningStore running = open("--discover")) {
      runExample(running, authority.thumbprint());
    }
  }

  @Test
  void isNotTrustedByAnotherThumbprintNorByThatOfItsKey() throws Exception {
    String token = keycloak.token(Keycloak.PORTAL);
    String ofTheKey = keycloak.thumbprint();
    try (RunningStore running = open("--discover", "--ceph")) {
      FederatedRole role =
          FederatedRole.make(running, keycloak.issuer(), Keycloak.PORTAL, FederatedRole.THUMBPRINT);
      role.assertRefused(400, "InvalidIdentityToken", token);
      running.iam.updateOpenIDConnectProviderThumbprint(
          r -> r.openIDConnectProviderArn(role.provider).thumbprintList(ofTheKey));
      role.assertRefused(400, "InvalidIdentityToken", token);
      String ofTheAuthority = authority.thumbprint();
      running.iam.updateOpenIDConnectProviderThumbprint(
          r -> r.openIDConnectProviderArn(role.provider).thumbprintList(ofTheAuthority));
      assertEquals(Keycloak.SUBJECT, role.subject(token));
    }
  }
}
