package io.sallyport.example.cli;

import io.sallyport.identity.Thumbprint;
import io.sallyport.oidc.Discovery;
import io.sallyport.oidc.ProviderReport;
import io.sallyport.sts.WebIdentityProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code oidc-provider check}: what a provider shows, as a server would see it, and what it lacks.
 */
final class ProviderCheck {
  private static final Flag THUMBPRINT =
      Flag.optional("--thumbprint", "", "as if this were registered; may come again")
          .of(Flag.Kind.MEMBER);
  private static final Flag AUTHORITIES =
      Flag.optional("--ca-file", "", "trust the certificates in this PEM file, not the JDK's");
  private static final Flag LOOPBACK =
      Flag.switching("--loopback", "", "it may be on this machine, by plain HTTP too");
  private static final Flag PRIVATE =
      Flag.switching("--private-networks", "", "it may be in a private network");

  static final Verb VERB =
      Verb.of(
              "check",
              "Asks a provider for its keys, and tells step by step what it shows and what it lacks.",
              ProviderCheck::check,
              THUMBPRINT,
              AUTHORITIES,
              LOOPBACK,
              PRIVATE,
              TokenCheck.TOKEN,
              TokenCheck.ROLE)
          .on("URL");

  private ProviderCheck() {}

  private static Result check(Arguments given, Context context) throws IOException {
    Optional<TokenCheck> token = TokenCheck.asked(given, context);
    Set<Thumbprint> thumbprints =
        given.all(THUMBPRINT.name()).stream().map(Thumbprint::new).collect(Collectors.toSet());
    WebIdentityProvider provider =
        token
            .map(check -> check.registered(given.operand(), thumbprints))
            .orElseGet(
                () -> new WebIdentityProvider(given.operand(), Set.of()).trustedBy(thumbprints));
    Discovery discovery = discovery(given);
    ProviderReport report = discovery.check(provider);
    report
        .asked()
        .forEach(
            (url, chain) -> {
              say(context, "asks " + url);
              tell(chain, context);
            });
    report.keys().forEach(key -> tell(key, context));
    if (report.lack().isPresent()) {
      throw new Failure(report.lack().get());
    }
    say(context, "nothing is lacking: tokens can be verified by these keys");
    token.ifPresent(check -> check.run(discovery, provider));
    return Result.NOTHING;
  }

  private static Discovery discovery(Arguments given) throws IOException {
    Discovery.Builder discovery = Discovery.builder();
    if (given.find(AUTHORITIES.name()).isPresent()) {
      discovery = discovery.trustStore(authorities(Path.of(given.get(AUTHORITIES.name()))));
    }
    if (given.has(LOOPBACK.name())) {
      discovery = discovery.allowLoopback();
    }
    return (given.has(PRIVATE.name()) ? discovery.allowPrivateNetworks() : discovery).build();
  }

  private static KeyStore authorities(Path file) throws IOException {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      if (store.size() == 0) {
        throw new Failure(file + " has no certificates");
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw new Failure(file + " has no certificates: " + Reasons.of(e), e);
    }
  }

  private static void tell(List<X509Certificate> chain, Context context) {
    for (X509Certificate each : chain) {
      say(
          context,
          "  certificate of %s by %s, good from %s until %s, thumbprint %s"
              .formatted(
                  each.getSubjectX500Principal(),
                  each.getIssuerX500Principal(),
                  each.getNotBefore().toInstant(),
                  each.getNotAfter().toInstant(),
                  ProviderReport.thumbprint(each)));
    }
    if (!chain.isEmpty()) {
      say(
          context,
          "  to trust this server alone, until it gets another certificate, register "
              + ProviderReport.thumbprint(chain.get(0)));
    }
    if (chain.size() > 1) {
      say(
          context,
          "  to trust whatever its topmost authority signs, register "
              + ProviderReport.thumbprint(chain.get(chain.size() - 1)));
    }
  }

  private static void tell(ProviderReport.Key key, Context context) {
    String name = key.id().isEmpty() ? "key without a kid" : "key " + key.id();
    say(
        context,
        "%s, %s: %s"
            .formatted(
                name,
                key.type().isEmpty() ? "of no type" : key.type(),
                key.algorithms().isEmpty()
                    ? "verifies no tokens"
                    : "verifies " + String.join(", ", key.algorithms())));
  }

  static void say(Context context, String line) {
    context.out().println(Printer.printable(line));
  }
}
