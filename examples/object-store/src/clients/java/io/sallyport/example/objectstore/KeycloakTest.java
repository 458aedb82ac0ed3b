package io.sallyport.example.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.oidc.Discovery;
import io.sallyport.oidc.OidcVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;

/** Ceph's example of AssumeRoleWithWebIdentity with the provider that it speaks of. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakTest {
  private static final String ASSUME = "sts:AssumeRoleWithWebIdentity";
  private static final String OTHER_THUMBPRINT = FederatedRole.THUMBPRINT;
  private static Keycloak keycloak;

  @TempDir private Path data;

  @BeforeAll
  static void start() throws Exception {
    keycloak = start(0);
  }

  private static Keycloak start(int port) throws IOException {
    return Keycloak.start(Path.of("target", "keycloak"), Keycloak.Door.http(port), line -> {});
  }

  @AfterAll
  static void stop() {
    keycloak.close();
  }

  private static SallyportBuilder discovering() throws Exception {
    return Options.parse(List.of("--discover")).applied(Sallyport.builder());
  }

  private RunningStore open(SallyportBuilder builder) throws Exception {
    return new RunningStore(DataFolder.open(data), builder);
  }

  private static FederatedRole role(RunningStore running, String client, String thumbprint) {
    return FederatedRole.make(running, keycloak.issuer(), client, thumbprint);
  }

  @Test
  void theExampleWorksByBoto3() throws Exception {
    try (RunningStore running = open(discovering())) {
      Script.run(
          running,
          "python/web_identity_example.py",
          Script.webIdentity(
              keycloak.issuer(),
              Keycloak.PORTAL,
              keycloak.thumbprint(),
              keycloak.token(Keycloak.PORTAL)));
    }
  }

  @Test
  void theWalkTellsHowEachStepWasDecidedAndCanBeWalkedAgain() throws Exception {
    Login login = keycloak.login();
    try (RunningStore running = open(discovering())) {
      for (String first : List.of("creates the role", "renews the trust policy")) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, UTF_8);
        Steps steps = new Steps(() -> running.decisions.tell(running.store.sallyport()), out);
        new WebIdentityWalk(running.clients, steps, login).run(running.tester1);
        for (String part :
            List.of(
                first,
                "sts:AssumeRoleWithWebIdentity on arn:aws:iam:::role/S3Access: allowed by",
                "as customer-42 of " + keycloak.issuer(),
                "there are [my-bucket]",
                "400 InvalidIdentityToken")) {
          assertTrue(told.toString(UTF_8).contains(part), () -> told.toString(UTF_8));
        }
      }
    }
  }

  @Test
  void conditionsOnClaimsAreHeldTo() throws Exception {
    String token = keycloak.token(Keycloak.PORTAL);
    try (RunningStore running = open(discovering())) {
      FederatedRole role = role(running, Keycloak.PORTAL, keycloak.thumbprint());
      for (Map.Entry<String, String> claim :
          Map.of(
                  "app_id", Keycloak.PORTAL,
                  "aud", Keycloak.PORTAL,
                  "azp", Keycloak.PORTAL,
                  "sub", Keycloak.SUBJECT,
                  "email", "alice@example.test")
              .entrySet()) {
        role.trustIf(ASSUME, claim.getKey(), claim.getValue());
        assertEquals(Keycloak.SUBJECT, role.subject(token), claim.getKey());
        role.trustIf(ASSUME, claim.getKey(), "another");
        role.assertRefused(403, "AccessDenied", token);
      }
    }
  }

  @Test
  void aTokenForAnotherClientIsRefused() throws Exception {
    try (RunningStore running = open(discovering())) {
      FederatedRole role = role(running, Keycloak.PORTAL, keycloak.thumbprint());
      role.assertRefused(400, "InvalidIdentityToken", keycloak.token(Keycloak.TAGGING));
    }
  }

  @Test
  void tagsOfATokenAreThoseOfTheSession() throws Exception {
    String token = keycloak.token(Keycloak.TAGGING);
    try (RunningStore running = open(discovering())) {
      FederatedRole role = role(running, Keycloak.TAGGING, keycloak.thumbprint());
      role.assertRefused(403, "AccessDenied", token); // It needs sts:TagSession.
      role.trustIf(ASSUME + ",sts:TagSession", "sub", Keycloak.SUBJECT);
      running.putPolicy(ofDepartment("Engineering"));
      try (S3Client s3 = role.s3(role.assume(token, request -> {}))) {
        assertEquals(List.of(), s3.listBuckets().buckets());
        running.putPolicy(ofDepartment("Sales"));
        AwsServiceException refusal = assertThrows(AwsServiceException.class, s3::listBuckets);
        assertEquals("AccessDenied", refusal.awsErrorDetails().errorCode());
      }
    }
  }

  private static String ofDepartment(String department) {
    return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",\
        "Condition":{"StringEquals":{"aws:PrincipalTag/Department":"%s"}}}}"""
        .formatted(department);
  }

  @Test
  void cephsThumbprintIsThatOfTheKeysCertificate() throws Exception {
    String token = keycloak.token(Keycloak.PORTAL);
    SallyportBuilder builder =
        Options.parse(List.of("--discover", "--ceph")).applied(Sallyport.builder());
    try (RunningStore running = open(builder)) {
      FederatedRole role = role(running, Keycloak.PORTAL, OTHER_THUMBPRINT);
      role.assertRefused(400, "InvalidIdentityToken", token);
      String thumbprint = keycloak.thumbprint();
      running.iam.updateOpenIDConnectProviderThumbprint(
          r -> r.openIDConnectProviderArn(role.provider).thumbprintList(thumbprint));
      assertEquals(Keycloak.SUBJECT, role.subject(token));
    }
  }

  private static OidcVerifier verifier(Discovery.Builder discovery) {
    return OidcVerifier.builder().discovery(discovery.allowLoopback().build()).build();
  }

  @Test
  @Order(Integer.MAX_VALUE) // For its keys are other ones after it.
  void keysMayBeRotatedAndKnownOnesOutliveTheirProvider() throws Exception {
    String first = keycloak.token(Keycloak.PORTAL);
    try (OidcVerifier verifier = verifier(Discovery.builder().coolDown(Duration.ofMillis(1)));
        RunningStore running = open(Sallyport.builder().webIdentityVerifier(verifier))) {
      FederatedRole role = role(running, Keycloak.PORTAL, keycloak.thumbprint());
      assertEquals(Keycloak.SUBJECT, role.subject(first));

      keycloak.rotateKeys(200);
      String second = keycloak.token(Keycloak.PORTAL);
      assertEquals(Keycloak.SUBJECT, role.subject(second));
      assertEquals(Keycloak.SUBJECT, role.subject(first));

      keycloak.rotateKeys(300);
      String neverSeen = keycloak.token(Keycloak.PORTAL);
      keycloak.close();
      assertEquals(Keycloak.SUBJECT, role.subject(first));
      assertEquals(Keycloak.SUBJECT, role.subject(second));
      role.assertRefused(400, "IDPCommunicationError", neverSeen);
      assertEquals(Keycloak.SUBJECT, role.subject(second));

      // Another one in its place, which knows none of its keys.
      keycloak = start(URI.create(keycloak.issuer()).getPort());
      assertEquals(Keycloak.SUBJECT, role.subject(keycloak.token(Keycloak.PORTAL)));
      role.assertRefused(400, "InvalidIdentityToken", second);
    }
  }
}
