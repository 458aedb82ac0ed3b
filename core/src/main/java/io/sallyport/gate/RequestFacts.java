package io.sallyport.gate;

import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.journal.Actors;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The global condition keys of a request, in layers, each written down once a policy asks for it.
 * What the principal says of itself is the uppermost, then what is known here; nothing that a host
 * asserts or a request says changes either.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global
 *     condition keys</a>
 */
public final class RequestFacts {
  private RequestFacts() {}

  /**
   * What a request says, and by what audit events tell it from others. A caller may say what it
   * likes of user agent and referer; the region is the one that it signed for, and absent if the
   * request isn't signed or names none.
   */
  public static RequestContext of(RequestHead head, Authentication sender) {
    return RequestContext.whenAsked(facts -> write(head, sender, facts));
  }

  private static void write(RequestHead head, Authentication sender, RequestContext.Builder facts) {
    facts.host("aws:SecureTransport", Boolean.toString(head.isSecure()));
    head.remoteAddress().ifPresent(address -> facts.host("aws:SourceIp", address));
    head.tlsVersion().ifPresent(version -> facts.host("s3:TlsVersion", version));
    head.header("user-agent").ifPresent(agent -> facts.host("aws:UserAgent", agent));
    head.header("referer").ifPresent(referer -> facts.host("aws:Referer", referer));
    head.requestId().ifPresent(id -> facts.host(Actors.REQUEST_ID, id));
    if (sender instanceof Authentication.Proven proven) {
      facts.host(Actors.ACCESS_KEY_ID, proven.request().request().accessKeyId().value());
      String region = proven.request().request().region();
      if (!region.isEmpty()) {
        facts.host("aws:RequestedRegion", region);
      }
    }
  }

  /** All that is known of a request about what an account owns. */
  static RequestContext context(
      Principal principal, AccountId owner, Instant now, RequestContext facts) {
    return RequestContext.principalWhenAsked(principal::describe)
        .over(
            RequestContext.whenAsked(
                own -> {
                  write(now, own);
                  writeOwner(owner, own);
                }))
        .over(facts);
  }

  /** All that is known of a request but whose it is what it is about. */
  static RequestContext context(Principal principal, Instant now, RequestContext facts) {
    return RequestContext.principalWhenAsked(principal::describe)
        .over(RequestContext.whenAsked(own -> write(now, own)))
        .over(facts);
  }

  private static void write(Instant now, RequestContext.Builder own) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    own.host("aws:CurrentTime", second.toString());
    own.host("aws:EpochTime", Long.toString(second.getEpochSecond()));
    own.host("aws:ViaAWSService", "false");
  }

  /** Writes down whose it is what a decision is about. */
  static void writeOwner(AccountId owner, RequestContext.Builder own) {
    own.host("aws:ResourceAccount", owner.value());
    own.host("s3:ResourceAccount", owner.value());
  }
}
