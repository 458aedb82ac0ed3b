package io.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.sigv4.SignatureVerifier;
import io.sallyport.sigv4.SignedRequest;
import io.sallyport.sigv4.UnsignedRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

/** Facts that are written down when asked for are the facts that were there before. */
class PlainFactsProperties {
  private static final Installation INSTALLATION = new Installation();
  private static final AccountId OWNER = new AccountId("123456789012");

  static {
    INSTALLATION.createRole();
  }

  @Property(tries = 200)
  void theSameIsKnown(
      @ForAll @AlphaChars @StringLength(max = 5) String agent,
      @ForAll @AlphaChars @StringLength(max = 5) String referer,
      @ForAll boolean isSecure,
      @ForAll boolean isSigned,
      @ForAll boolean isSession) {
    RequestHead head = head(agent, referer, isSecure, isSigned);
    Authentication sender = sender(head, isSigned);
    Principal principal =
        isSession
            ? INSTALLATION.assumeRole().principal()
            : INSTALLATION.sallyport.principal(Installation.TESTER1);
    Instant now = INSTALLATION.clock.instant().plusMillis(123);
    RequestContext plain = plain(principal, now, plain(head, sender));
    RequestContext asked =
        RequestFacts.context(principal, OWNER, now, RequestFacts.of(head, sender));
    assertEquals(plain, asked);
    assertEquals(plain.known(), asked.known());
  }

  private static RequestHead head(
      String agent, String referer, boolean isSecure, boolean isSigned) {
    Map<String, String> more = new HashMap<>();
    if (!agent.isEmpty()) {
      more.put("User-Agent", agent);
    }
    if (!referer.isEmpty()) {
      more.put("Referer", referer);
    }
    RequestHead signed =
        ClientSigner.of(INSTALLATION.key1, INSTALLATION.clock).s3("GET", "/bucket/key", more);
    RequestHead.Builder head = RequestHead.builder("GET", "/bucket/key").remoteAddress("::1");
    signed.forEachHeader(
        (name, value) -> {
          if (isSigned || !name.equals("authorization")) {
            head.header(name, value);
          }
        });
    return (isSecure ? head.secure("1.3") : head).build();
  }

  private static Authentication sender(RequestHead head, boolean isSigned) {
    SignatureVerifier verifier = new SignatureVerifier(INSTALLATION.clock);
    return isSigned
        ? new Authentication.Proven(
            new Anonymous(),
            verifier.verify((SignedRequest) verifier.parse(head), INSTALLATION.key1.secret()))
        : new Authentication.Unsigned(new UnsignedRequest(head));
  }

  private static RequestContext plain(RequestHead head, Authentication sender) {
    RequestContext.Builder facts = RequestContext.builder();
    facts.host("aws:SecureTransport", Boolean.toString(head.isSecure()));
    facts.host("aws:SourceIp", "::1");
    if (head.isSecure()) {
      facts.host("s3:TlsVersion", "1.3");
    }
    head.header("user-agent").ifPresent(agent -> facts.host("aws:UserAgent", agent));
    head.header("referer").ifPresent(referer -> facts.host("aws:Referer", referer));
    if (sender instanceof Authentication.Proven) {
      facts.host("aws:RequestedRegion", "us-east-1");
      facts.host("sallyport:AccessKeyId", INSTALLATION.key1.id().value());
    }
    return facts.build();
  }

  private static RequestContext plain(Principal principal, Instant now, RequestContext facts) {
    RequestContext.Builder who = RequestContext.principal();
    principal.describe(who);
    RequestContext.Builder own = RequestContext.builder();
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    own.host("aws:CurrentTime", second.toString());
    own.host("aws:EpochTime", Long.toString(second.getEpochSecond()));
    own.host("aws:ViaAWSService", "false");
    own.host("aws:ResourceAccount", OWNER.value());
    own.host("s3:ResourceAccount", OWNER.value());
    return who.build().over(own.build()).over(facts);
  }
}
