package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.Thumbprint;
import io.sallyport.oidc.Certificates.Kind;
import io.sallyport.sts.WebIdentityProvider;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a provider is told to lack. */
class ProviderReportTest {
  private static final Certificates ROOT = Certificates.root("Root");
  private static final Certificates SERVER = ROOT.issue(TestProvider.HOST, Kind.SERVER);

  private static Discovery.Builder discovery() {
    return TestProvider.discovery().timeout(Duration.ofSeconds(30));
  }

  private static ProviderReport check(
      TestProvider provider, Discovery.Builder discovery, Thumbprint... thumbprints) {
    return discovery
        .build()
        .check(new WebIdentityProvider(provider.issuer(), Set.of()).trustedBy(Set.of(thumbprints)));
  }

  private static List<String> urls(TestProvider provider) {
    return List.of(provider.issuer() + "/.well-known/openid-configuration", provider.jwksUri());
  }

  @Test
  void nothingIsLackingWhereTokensAreVerified() {
    try (TestProvider provider = TestProvider.https(SERVER, Issuer.P256, Issuer.ENCRYPTION)) {
      for (ProviderReport report :
          List.of(
              check(provider, discovery().trustStore(ROOT.trustStore())),
              check(provider, discovery(), ROOT.thumbprint(0)))) {
        assertEquals(Optional.empty(), report.lack());
        assertEquals(urls(provider), List.copyOf(report.asked().keySet()));
        report.asked().values().forEach(chain -> assertEquals(SERVER.chain(), chain));
        assertEquals(
            List.of(
                new ProviderReport.Key("p256", "EC", List.of("ES256")),
                new ProviderReport.Key(Issuer.ENCRYPTION.getKeyID(), "RSA", List.of())),
            report.keys());
      }
    }
  }

  @Test
  void certificatesThatNobodyTrustsAreShownWithTheirThumbprints() {
    try (TestProvider provider = TestProvider.https(SERVER, Issuer.P256)) {
      ProviderReport report = check(provider, discovery());
      assertTrue(report.lack().orElse("").contains(" could not be fetched: "), report.toString());
      assertEquals(urls(provider).subList(0, 1), List.copyOf(report.asked().keySet()));
      assertEquals(
          List.of(SERVER.thumbprint(0).value().toLowerCase(Locale.ROOT)),
          report.asked().values().stream()
              .map(chain -> ProviderReport.thumbprint(chain.get(0)).value())
              .toList());
      assertEquals(List.of(), report.keys());
    }
  }

  @Test
  void overPlainHttpThereAreNoCertificates() {
    try (TestProvider provider = TestProvider.http(Issuer.RSA)) {
      ProviderReport report = check(provider, discovery());
      assertEquals(Optional.empty(), report.lack());
      report.asked().values().forEach(chain -> assertEquals(List.of(), chain));
      assertEquals(
          List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
          report.keys().get(0).algorithms());
    }
  }

  @Test
  void anotherIssuerIsNamed() {
    try (TestProvider provider = TestProvider.http(Issuer.P256)) {
      provider.saying(provider.document().replace("/main\"", "/main/\""));
      assertEquals(
          Optional.of(
              "the discovery document is of another issuer, \"" + provider.issuer() + "/\""),
          check(provider, discovery()).lack());
      assertEquals(1, provider.asked());
      provider.saying("{\"issuer\":\"a\\u001bb\"}");
      assertEquals(
          Optional.of("the discovery document is of another issuer"),
          check(provider, discovery()).lack());
    }
  }

  @Test
  void keysThatVerifyNothingAreShownNevertheless() {
    try (TestProvider provider = TestProvider.http(Issuer.ENCRYPTION)) {
      ProviderReport report = check(provider, discovery());
      assertEquals(1, report.keys().size());
      assertEquals(Optional.of("the JWK Set has no key to verify a signature by"), report.lack());
      String all = "{\"keys\":[1,{\"kty\":\"oct\",\"k\":\"AAAA\"}" + ",{}".repeat(300) + "]}";
      provider.answeringJwksBy(exchange -> TestProvider.answer(exchange, 200, all));
      report = check(provider, discovery());
      assertEquals(200, report.keys().size());
      assertEquals(Optional.of("the JWK Set holds a key that is not public"), report.lack());
    }
  }

  @Test
  void whatMayNotBeAskedIsNot() {
    try (TestProvider provider = TestProvider.http(Issuer.P256)) {
      assertTrue(check(provider, Discovery.builder()).lack().isPresent());
      assertEquals(0, provider.asked());
    }
  }
}
