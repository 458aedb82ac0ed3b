package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64;
import io.sallyport.error.IdpCommunicationException;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.identity.Thumbprint;
import io.sallyport.oidc.Certificates.Kind;
import io.sallyport.sts.WebIdentityProvider;
import io.sallyport.testkit.SettableClock;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens verified by keys that a provider shows. */
class DiscoveryTest {
  private static final Duration COOL_DOWN = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Certificates ROOT = Certificates.root("Root");
  private static final Certificates SERVER = ROOT.issue(TestProvider.HOST, Kind.SERVER);

  private final SettableClock clock = new SettableClock(Issuer.NOW);

  @Test
  void verifiesByTheKeysOfAProviderUnderAPrivateAuthority() {
    try (TestProvider provider = TestProvider.https(SERVER, Issuer.P256, Issuer.ENCRYPTION);
        OidcVerifier verifier = verifier(discovery().trustStore(ROOT.trustStore()))) {
      assertEquals(0, provider.asked());
      for (int i = 0; i < 10; i++) {
        assertEquals("alice", verify(verifier, provider, Issuer.P256));
      }
      assertEquals(2, provider.asked());
    }
  }

  @Test
  void verifiesByTheKeysOfAProviderWithARegisteredThumbprint() {
    try (TestProvider provider = TestProvider.https(SERVER, Issuer.P256);
        OidcVerifier verifier = verifier(discovery())) {
      WebIdentityProvider stranger = registered(provider);
      String token = token(provider, Issuer.P256);

      assertEquals(
          InvalidIdentityTokenException.Reason.CERTIFICATE,
          invalid(() -> verifier.verify(token, stranger)).reason());
      assertEquals(
          "alice",
          verifier.verify(token, stranger.trustedBy(Set.of(ROOT.thumbprint(0)))).subject());
      assertEquals( // What was trusted by a thumbprint isn't without it.
          InvalidIdentityTokenException.Reason.CERTIFICATE,
          invalid(() -> verifier.verify(token, stranger)).reason());
    }
  }

  @Test
  void asksNobodyForATokenThatIsNoGoodAnyway() {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier(discovery())) {
      WebIdentityProvider registered = registered(provider);
      String good = provider.claims();
      for (String claims :
          List.of(
              good.replace("object-store", "elsewhere"),
              good.replace(Long.toString(Issuer.SECONDS + 600), "1"),
              good.replace("\"sub\":\"alice\",", ""),
              good.replace("/main", "/other"),
              Issuer.claims())) {
        String token = signed(claims, Issuer.P256);
        invalid(() -> verifier.verify(token, registered));
      }
      assertEquals(0, provider.asked());
    }
  }

  @Test
  void asksNobodyUnlessTheHostLetsIt() {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = OidcVerifier.builder().clock(clock).build()) {
      assertEquals(
          InvalidIdentityTokenException.Reason.UNKNOWN_KEY,
          invalid(() -> verify(verifier, provider, Issuer.P256)).reason());
      assertEquals(0, provider.asked());
    }
  }

  @Test
  void asksNobodyWhoseKeysTheHostGave() {
    try (TestProvider provider = TestProvider.http(Issuer.P384);
        OidcVerifier verifier =
            OidcVerifier.builder()
                .issuer(provider.issuer(), Issuer.jwks(Issuer.P256))
                .discovery(discovery().build())
                .clock(clock)
                .build()) {
      assertEquals("alice", verify(verifier, provider, Issuer.P256));
      assertEquals(
          InvalidIdentityTokenException.Reason.UNKNOWN_KEY,
          invalid(() -> verify(verifier, provider, Issuer.P384)).reason());
      assertEquals(0, provider.asked());
    }
  }

  @Test
  void takesRotatedKeysByOneFetch() {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier(discovery())) {
      verify(verifier, provider, Issuer.P256);
      provider.showing(Issuer.P384);
      clock.advance(COOL_DOWN);

      assertEquals("alice", verify(verifier, provider, Issuer.P384));
      assertEquals(
          InvalidIdentityTokenException.Reason.UNKNOWN_KEY,
          invalid(() -> verify(verifier, provider, Issuer.P256)).reason());
      assertEquals(4, provider.asked());
    }
  }

  @Test
  void asksOnceInACoolDownForTenThousandTokensOfRandomKeys() {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier(discovery())) {
      verify(verifier, provider, Issuer.P256);
      clock.advance(COOL_DOWN);
      String claims = provider.claims();
      WebIdentityProvider registered = registered(provider);
      for (int i = 0; i < 10_000; i++) {
        String header = "{\"alg\":\"ES256\",\"kid\":\"random-" + i + "\"}";
        String token = Issuer.base64(header) + "." + Issuer.base64(claims) + ".AAAA";
        assertEquals(
            InvalidIdentityTokenException.Reason.UNKNOWN_KEY,
            invalid(() -> verifier.verify(token, registered)).reason());
      }
      assertEquals(4, provider.asked());
      assertEquals("alice", verify(verifier, provider, Issuer.P256));
    }
  }

  @Test
  void asksNobodyForTenThousandTokensWithABadSignature() {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier(discovery())) {
      String good = token(provider, Issuer.P256);
      String bad = good.substring(0, good.lastIndexOf('.')) + "." + Issuer.base64("x".repeat(64));
      WebIdentityProvider registered = registered(provider);
      clock.advance(COOL_DOWN);
      for (int i = 0; i < 10_000; i++) {
        assertEquals(
            InvalidIdentityTokenException.Reason.SIGNATURE,
            invalid(() -> verifier.verify(bad, registered)).reason());
      }
      assertEquals(2, provider.asked());
    }
  }

  @Test
  void goesOnWithKnownKeysWhileTheProviderIsDown() {
    try (OidcVerifier verifier = verifier(discovery())) {
      TestProvider provider = TestProvider.http(Issuer.P256);
      verify(verifier, provider, Issuer.P256);
      provider.close();
      clock.advance(COOL_DOWN);

      assertEquals("alice", verify(verifier, provider, Issuer.P256));
      IdpCommunicationException e =
          assertThrows(
              IdpCommunicationException.class, () -> verify(verifier, provider, Issuer.P384));
      assertEquals(IdpCommunicationException.Reason.UNREACHABLE, e.reason());
      assertEquals("IDPCommunicationError", e.code());
      assertEquals(400, e.httpStatus());
      assertEquals(clock.instant(), e.since());
      assertEquals("alice", verify(verifier, provider, Issuer.P256));
    }
  }

  @Test
  void answersForOneProviderWhileAnotherHangs() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    try (TestProvider hanging = TestProvider.http(Issuer.P256);
        TestProvider provider = TestProvider.http(Issuer.P384);
        OidcVerifier verifier = verifier(discovery())) {
      hanging.answeringBy(
          exchange -> {
            asked.countDown();
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      Future<String> waiting = threads.submit(() -> verify(verifier, hanging, Issuer.P256));
      asked.await();

      assertEquals("alice", verify(verifier, provider, Issuer.P384));
      assertFalse(waiting.isDone());
    } finally {
      over.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void endsItsThreadsWhenItIsClosed() {
    try (TestProvider provider = TestProvider.http(Issuer.P256)) {
      OidcVerifier verifier = verifier(discovery());
      verify(verifier, provider, Issuer.P256);
      verifier.close();

      assertTimeoutPreemptively(
          LONG,
          () -> {
            while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("sallyport-oidc"))) {
              Thread.onSpinWait();
            }
          });
      assertEquals("alice", verify(verifier, provider, Issuer.P256));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "<html/>",
        "{}",
        "{\"issuer\":\"ISSUER\"}",
        "{\"jwks_uri\":\"JWKS\"}",
        "{\"issuer\":\"ISSUER/\",\"jwks_uri\":\"JWKS\"}",
        "{\"issuer\":\"https://idp.example.com/realms/main\",\"jwks_uri\":\"JWKS\"}",
        "{\"issuer\":[\"ISSUER\"],\"jwks_uri\":\"JWKS\"}",
        "{\"issuer\":\"ISSUER\",\"issuer\":\"ISSUER\",\"jwks_uri\":\"JWKS\"}",
        "{\"issuer\":\"ISSUER\",\"Issuer\":\"ISSUER\",\"jwks_uri\":\"JWKS\"}",
        "{\"issuer\":\"ISSUER\",\"jwks_uri\":1}",
        "{\"issuer\":\"ISSUER\",\"jwks_uri\":\"JWKS\"}{}"
      })
  void takesNoOtherDocumentThanTheIssuersOwn(String document) {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier(discovery())) {
      provider.saying(
          document.replace("ISSUER", provider.issuer()).replace("JWKS", provider.jwksUri()));

      assertEquals(IdpCommunicationException.Reason.DOCUMENT, unreachable(verifier, provider));
      assertEquals(1, provider.asked());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/iam",
        "https://169.254.169.254/",
        "https://10.0.0.1/",
        "https://[fd00:ec2::254]/",
        "file:///etc/passwd",
        "jwks"
      })
  void asksNobodyElsewhereForKeys(String jwksUri) {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier(Discovery.builder().allowLoopback())) {
      provider.saying(
          "{\"issuer\":\"" + provider.issuer() + "\",\"jwks_uri\":\"" + jwksUri + "\"}");

      assertEquals(IdpCommunicationException.Reason.ADDRESS, unreachable(verifier, provider));
    }
  }

  @Test
  void takesNoKeysOverPlainHttpForAnIssuerOfHttps() {
    try (TestProvider plain = TestProvider.http(Issuer.P256);
        TestProvider provider = TestProvider.https(SERVER, Issuer.P256);
        OidcVerifier verifier = verifier(discovery().trustStore(ROOT.trustStore()))) {
      provider.saying(provider.document().replace(provider.jwksUri(), plain.jwksUri()));

      assertEquals(IdpCommunicationException.Reason.ADDRESS, unreachable(verifier, provider));
      assertEquals(0, plain.asked());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"keys\":[]}", "{}", "[]", "", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"\"}]}"})
  void takesNoKeySetWithoutAGoodKey(String jwks) {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier(discovery())) {
      provider.answeringJwksBy(exchange -> TestProvider.answer(exchange, 200, jwks));

      assertEquals(IdpCommunicationException.Reason.DOCUMENT, unreachable(verifier, provider));
    }
  }

  @Test
  void takesNoKeySetOfMoreThanAMegabyteAndNoDocumentOfMoreThan64Kilobytes() {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier(discovery())) {
      String jwks = Issuer.jwks(Issuer.P256);
      provider.answeringJwksBy(
          exchange -> TestProvider.answer(exchange, 200, jwks + " ".repeat(1 << 20)));
      assertEquals(IdpCommunicationException.Reason.DOCUMENT, unreachable(verifier, provider));

      clock.advance(COOL_DOWN);
      provider.showing(Issuer.P256).saying(provider.document() + " ".repeat(1 << 16));
      assertEquals(IdpCommunicationException.Reason.DOCUMENT, unreachable(verifier, provider));
    }
  }

  /** As Auth0's issuers do: the slash at the end is the issuer's, and not doubled. */
  @Test
  void findsTheDocumentOfAnIssuerThatEndsInASlash() {
    try (TestProvider provider = TestProvider.http(Issuer.P256);
        OidcVerifier verifier = verifier(discovery())) {
      String issuer = provider.issuer() + "/";
      provider.saying(provider.document().replace(provider.issuer() + "\"", issuer + "\""));
      String token = signed(Issuer.claimsWith("iss", "\"" + issuer + "\""), Issuer.P256);
      WebIdentityProvider registered = new WebIdentityProvider(issuer, Set.of(Issuer.CLIENT));

      assertEquals("alice", verifier.verify(token, registered).subject());
    }
  }

  @Test
  void trustsOverPlainHttpOnlyAKeyWhoseCertificateBearsAThumbprintIfAskedTo() throws Exception {
    Certificates certificates = Certificates.selfSigned("realm", Kind.SERVER);
    ECKey own = key("own", certificates);
    String forged =
        own.toPublicJWK()
            .toJSONString()
            .replace(own.getX().toString(), Issuer.P256.getX().toString())
            .replace(own.getY().toString(), Issuer.P256.getY().toString())
            .replace("\"own\"", "\"p256\"");
    try (TestProvider provider = TestProvider.http(own, Issuer.P256);
        OidcVerifier verifier = verifier(discovery().cephThumbprints())) {
      Set<Thumbprint> thumbprints = Set.of(certificates.thumbprint(0));
      WebIdentityProvider registered = registered(provider).trustedBy(thumbprints);

      assertEquals("alice", verifier.verify(token(provider, own), registered).subject());
      assertEquals( // Ours to verify by, and nobody vouches for it.
          InvalidIdentityTokenException.Reason.UNKNOWN_KEY,
          invalid(() -> verifier.verify(token(provider, Issuer.P256), registered)).reason());
      assertEquals( // As over HTTPS: to ask again won't help.
          InvalidIdentityTokenException.Reason.CERTIFICATE,
          invalid(() -> verifier.verify(token(provider, own), registered(provider))).reason());
      clock.advance(COOL_DOWN);
      provider.answeringJwksBy(
          exchange -> TestProvider.answer(exchange, 200, "{\"keys\":[" + forged + "]}"));
      assertThrows(
          IdpCommunicationException.class,
          () -> verifier.verify(token(provider, Issuer.P256), registered));
    }
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    Discovery.Builder builder = Discovery.builder();
    for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThrows(IllegalArgumentException.class, () -> builder.timeout(none));
      assertThrows(IllegalArgumentException.class, () -> builder.coolDown(none));
    }
    for (String proxy : List.of("https://proxy:3128", "http://proxy", "proxy:3128")) {
      assertThrows(IllegalArgumentException.class, () -> builder.proxy(URI.create(proxy)));
    }
    builder.refreshAfter(Duration.ofHours(2)).staleFor(Duration.ofHours(1));
    assertThrows(IllegalArgumentException.class, builder::build);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:secret@proxy:3128",
        "https://user:secret@proxy:3128",
        "http://user:secret@proxy",
        "http://proxy:3128/secret",
        "http://proxy:3128?secret",
        "http://proxy:3128#secret"
      })
  void takesNoProxyWithMoreThanItsPlaceAndRepeatsNothingOfIt(String proxy) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Discovery.builder().proxy(URI.create(proxy)));

    assertEquals("a proxy is http://host:port and nothing else", e.getMessage());
  }

  private static ECKey key(String id, Certificates certificates)
      throws CertificateEncodingException {
    return new ECKey.Builder(Curve.P_256, (ECPublicKey) certificates.keys().getPublic())
        .privateKey((ECPrivateKey) certificates.keys().getPrivate())
        .x509CertChain(List.of(Base64.encode(certificates.chain().get(0).getEncoded())))
        .keyID(id)
        .build();
  }

  private static Discovery.Builder discovery() {
    return TestProvider.discovery().coolDown(COOL_DOWN).timeout(LONG);
  }

  private OidcVerifier verifier(Discovery.Builder discovery) {
    return OidcVerifier.builder().discovery(discovery.build()).clock(clock).build();
  }

  private static IdpCommunicationException.Reason unreachable(
      OidcVerifier verifier, TestProvider provider) {
    return assertThrows(
            IdpCommunicationException.class, () -> verify(verifier, provider, Issuer.P256))
        .reason();
  }

  private static InvalidIdentityTokenException invalid(Executable verification) {
    return assertThrows(InvalidIdentityTokenException.class, verification);
  }

  private static String verify(OidcVerifier verifier, TestProvider provider, JWK key) {
    return verifier.verify(token(provider, key), registered(provider)).subject();
  }

  private static WebIdentityProvider registered(TestProvider provider) {
    return new WebIdentityProvider(provider.issuer(), Set.of(Issuer.CLIENT));
  }

  private static String token(TestProvider provider, JWK key) {
    return signed(provider.claims(), key);
  }

  private static String signed(String claims, JWK key) {
    SigningAlgorithm algorithm =
        key.equals(Issuer.P384) ? SigningAlgorithm.ES384 : SigningAlgorithm.ES256;
    return Issuer.signed(Issuer.header(algorithm, key), claims, algorithm, key);
  }
}
