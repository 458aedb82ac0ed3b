package io.sallyport.gate;

import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.s3.Permission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The global condition keys of a request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global
 *     condition keys</a>
 */
public final class RequestFacts {
  private RequestFacts() {}

  /** What the head of a request says. A caller may say what it likes in the last two. */
  public static Map<String, List<String>> of(RequestHead head) {
    Map<String, List<String>> facts = new HashMap<>();
    facts.put("aws:SecureTransport", List.of(Boolean.toString(head.isSecure())));
    head.remoteAddress().ifPresent(address -> facts.put("aws:SourceIp", List.of(address)));
    head.header("user-agent").ifPresent(agent -> facts.put("aws:UserAgent", List.of(agent)));
    head.header("referer").ifPresent(referer -> facts.put("aws:Referer", List.of(referer)));
    return facts;
  }

  static RequestContext context(
      Principal principal, AccountId owner, Instant now, Map<String, List<String>> facts) {
    RequestContext.Builder context = RequestContext.builder();
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    context.host("aws:CurrentTime", second.toString());
    context.host("aws:EpochTime", Long.toString(second.getEpochSecond()));
    context.host("aws:ViaAWSService", "false");
    context.host("aws:ResourceAccount", owner.value());
    RequestContext.Builder who = RequestContext.principal();
    principal.describe(who);
    RequestContext.Builder asserted = RequestContext.builder();
    facts.forEach(
        (key, values) -> {
          if (Permission.isMultivalued(key)) {
            asserted.hostMultivalued(key, values);
          } else {
            asserted.host(key, values.toArray(String[]::new));
          }
        });
    return who.build().over(context.build()).over(asserted.build());
  }
}
