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
    RequestContext.Builder who = RequestContext.principal();
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    context.host("aws:CurrentTime", second.toString());
    context.host("aws:EpochTime", Long.toString(second.getEpochSecond()));
    context.host("aws:ViaAWSService", "false");
    context.host("aws:ResourceAccount", owner.value());
    if (principal instanceof Principal.User user) {
      addUser(user, who);
    } else if (principal instanceof Principal.RoleSession session) {
      addSession(session, who);
    } else {
      who.host("aws:PrincipalType", "Anonymous");
      who.host("aws:userid", "anonymous");
    }
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

  private static void addUser(Principal.User user, RequestContext.Builder context) {
    context.host("aws:PrincipalType", "User");
    context.host("aws:PrincipalArn", user.arn().toString());
    context.host("aws:PrincipalAccount", user.account().value());
    context.host("aws:PrincipalIsAWSService", "false");
    context.host("aws:userid", user.id());
    context.host("aws:username", user.userName());
  }

  private static void addSession(Principal.RoleSession session, RequestContext.Builder context) {
    context.host("aws:PrincipalType", "AssumedRole");
    context.host("aws:PrincipalArn", session.role().arn().toString());
    context.host("aws:PrincipalAccount", session.role().account().value());
    context.host("aws:PrincipalIsAWSService", "false");
    context.host("aws:userid", session.userId());
    context.host("aws:TokenIssueTime", session.issuedAt().toString());
    context.host("aws:MultiFactorAuthPresent", "false");
  }
}
