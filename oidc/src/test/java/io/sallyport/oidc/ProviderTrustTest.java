package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.identity.Thumbprint;
import io.sallyport.oidc.Certificates.Kind;
import io.sallyport.oidc.FetchException.Cause;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each over a connection of its own, as the servers of providers are asked. */
class ProviderTrustTest {
  private static final Certificates ROOT = Certificates.root("Root");
  private static final Certificates SUB = ROOT.issue("Sub", Kind.AUTHORITY);
  private static final Certificates SERVER = SUB.issue(TestProvider.HOST, Kind.SERVER);

  /** Of somebody else, whom providers trust. */
  private static final Certificates VICTIM = Certificates.root("Victim");

  @Test
  void trustsWhatTheTrustStoreLeadsUpFrom() {
    assertTrusted(SERVER, TestProvider.discovery().trustStore(ROOT.trustStore()));
  }

  @Test
  void trustsNobodyElseWithoutAThumbprint() {
    assertRefused(SERVER, TestProvider.discovery());
    assertRefused(SERVER, TestProvider.discovery().trustStore(VICTIM.trustStore()));
  }

  @Test
  void trustsByThumbprintsAloneIfTheTrustStoreIsEmpty() throws Exception {
    KeyStore empty = KeyStore.getInstance(KeyStore.getDefaultType());
    empty.load(null, null);

    assertTrusted(SERVER, TestProvider.discovery().trustStore(empty), SERVER.thumbprint(0));
    assertRefused(SERVER, TestProvider.discovery().trustStore(empty));
  }

  @Test
  void trustsAChainUpToAThumbprintAtAnyHeight() {
    for (int place = 0; place < 3; place++) {
      assertTrusted(SERVER, TestProvider.discovery(), SERVER.thumbprint(place));
    }
  }

  @Test
  void takesAThumbprintInEitherCaseAndAmongOthers() {
    Thumbprint lower = new Thumbprint(SUB.thumbprint(0).value().toLowerCase(Locale.ROOT));

    assertTrusted(SERVER, TestProvider.discovery(), VICTIM.thumbprint(0), lower);
  }

  @Test
  void trustsTheStoreWhateverTheThumbprintsSay() {
    assertTrusted(
        SERVER, TestProvider.discovery().trustStore(ROOT.trustStore()), VICTIM.thumbprint(0));
  }

  @Test
  void trustsAServersOwnCertificateByItsThumbprint() {
    Certificates own = Certificates.selfSigned(TestProvider.HOST, Kind.SERVER);

    assertTrusted(own, TestProvider.discovery(), own.thumbprint(0));
  }

  /** The attack: certificates are no secret, so anyone can show them. */
  @Test
  void doesNotTrustAVictimsCertificateThatIsMerelyShown() {
    Certificates attacker = Certificates.root("Attacker").issue(TestProvider.HOST, Kind.SERVER);
    Certificates own = Certificates.selfSigned(TestProvider.HOST, Kind.SERVER);

    assertRefused(
        attacker.showing(VICTIM.chain().get(0)), TestProvider.discovery(), VICTIM.thumbprint(0));
    assertRefused(
        own.showing(VICTIM.chain().get(0)), TestProvider.discovery(), VICTIM.thumbprint(0));
    assertRefused(
        own.showing(SERVER.chain().get(0)), TestProvider.discovery(), SERVER.thumbprint(0));
  }

  /** The same name as the victim's authority, and another key. */
  @Test
  void doesNotTrustANamesakeOfAVictim() {
    Certificates namesake = Certificates.root("Victim").issue(TestProvider.HOST, Kind.SERVER);

    assertRefused(
        namesake.showing(VICTIM.chain().get(0)), TestProvider.discovery(), VICTIM.thumbprint(0));
  }

  @Test
  void doesNotTrustWhatAServersCertificateHasSigned() {
    Certificates signed = SERVER.issue(TestProvider.HOST, Kind.SERVER);

    assertRefused(signed, TestProvider.discovery(), SERVER.thumbprint(0));
    assertRefused(signed, TestProvider.discovery(), ROOT.thumbprint(0));
  }

  @Test
  void comparesTheNameWhoeverTrusts() {
    Certificates other = ROOT.issue("other.example.com", Kind.SERVER);

    assertRefused(other, TestProvider.discovery().trustStore(ROOT.trustStore()));
    assertRefused(other, TestProvider.discovery(), ROOT.thumbprint(0));
    assertRefused(other, TestProvider.discovery(), other.thumbprint(0));
  }

  @Test
  void doesNotTrustACertificateThatIsTooOld() {
    Certificates old = ROOT.issue(TestProvider.HOST, Kind.SERVER_OF_YESTERDAY);

    assertRefused(old, TestProvider.discovery().trustStore(ROOT.trustStore()));
    assertRefused(old, TestProvider.discovery(), ROOT.thumbprint(0));
    assertRefused(old, TestProvider.discovery(), old.thumbprint(0));
  }

  @Test
  void doesNotTrustAClientsCertificate() {
    Certificates client = ROOT.issue(TestProvider.HOST, Kind.CLIENT);

    assertRefused(client, TestProvider.discovery(), ROOT.thumbprint(0));
    assertRefused(client, TestProvider.discovery(), client.thumbprint(0));
  }

  @Test
  void looksForNoPathAmongNineCertificates() {
    Certificates many = SERVER;
    while (many.chain().size() < 8) {
      many = many.showing(VICTIM.chain().get(0));
    }
    assertTrusted(many, TestProvider.discovery(), SERVER.thumbprint(2));
    assertRefused(
        many.showing(VICTIM.chain().get(0)), TestProvider.discovery(), SERVER.thumbprint(2));
  }

  /** A thumbprint that no certificate has, as a leniency lets it be registered. */
  @Test
  void findsNoCertificateForAThumbprintThatIsNone() {
    assertRefused(SERVER, TestProvider.discovery(), new Thumbprint("z".repeat(40)));
  }

  @Test
  void findsACertificateWhateverTheOrder() {
    List<X509Certificate> chain = SERVER.chain();
    KeyPair keys = SERVER.keys();

    assertTrusted(
        new Certificates(keys, List.of(chain.get(0), chain.get(2), chain.get(1))),
        TestProvider.discovery(),
        SERVER.thumbprint(2));
  }

  private static void assertTrusted(
      Certificates shown, Discovery.Builder discovery, Thumbprint... thumbprints) {
    try {
      fetch(shown, discovery, thumbprints);
    } catch (FetchException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(
      Certificates shown, Discovery.Builder discovery, Thumbprint... thumbprints) {
    assertEquals(
        Cause.CERTIFICATE,
        assertThrows(FetchException.class, () -> fetch(shown, discovery, thumbprints)).why());
  }

  private static void fetch(
      Certificates shown, Discovery.Builder discovery, Thumbprint... thumbprints)
      throws FetchException {
    try (TestProvider provider = TestProvider.https(shown, Issuer.P256);
        KeyFetcher fetcher = new KeyFetcher(discovery.timeout(Duration.ofSeconds(30)).build())) {
      fetcher.fetch(new KeySource(provider.issuer(), new HashSet<>(Set.of(thumbprints))));
    }
  }
}
