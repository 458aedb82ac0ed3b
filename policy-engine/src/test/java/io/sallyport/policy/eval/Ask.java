package io.sallyport.policy.eval;

import io.sallyport.policy.PolicyType;
import io.sallyport.policy.json.PolicyReader;

/** Short ways to ask a question of one policy. */
final class Ask {
  static final Caller ALICE =
      new Caller.User("arn:aws:iam::111122223333:user/alice", "111122223333");
  static final String OBJECT = "arn:aws:s3:::b/k";

  private Ask() {}

  /** A JSON text with single quotes. */
  static String json(String text) {
    return text.replace('\'', '"');
  }

  static CompiledPolicy policy(String name, PolicyType type, String... statements) {
    String text = "{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}";
    return CompiledPolicy.compile(name, PolicyReader.read(json(text), type));
  }

  static CompiledPolicy identity(String... statements) {
    return policy("identity", PolicyType.IDENTITY, statements);
  }

  static CompiledPolicy resource(String... statements) {
    return policy("bucket", PolicyType.RESOURCE, statements);
  }

  /** An identity statement on all of S3 with a condition. */
  static String when(String effect, String condition) {
    return "{'Effect':'"
        + effect
        + "','Action':'s3:*','Resource':'*','Condition':{"
        + condition
        + "}}";
  }

  static AccessRequest request(String action, String resource, RequestContext context) {
    return AccessRequest.of(ALICE, action, resource, "111122223333", context);
  }

  static Decision decide(Policies policies, AccessRequest request) {
    return PolicyEvaluator.create().decide(request, policies.caller(), policies.resource());
  }

  /** Whether an Allow with that condition grants. */
  static boolean allows(String condition, RequestContext context) {
    Policies policies = Policies.builder().identity(identity(when("Allow", condition))).build();
    return decide(policies, request("s3:GetObject", OBJECT, context)).isAllowed();
  }

  /** Whether a Deny with that condition denies, beside an Allow of everything. */
  static boolean denies(String condition, RequestContext context) {
    String all = "{'Effect':'Allow','Action':'*','Resource':'*'}";
    Policies policies = Policies.builder().identity(identity(all, when("Deny", condition))).build();
    return !decide(policies, request("s3:GetObject", OBJECT, context)).isAllowed();
  }

  /** Whether an Allow of all actions on that resource pattern grants the resource. */
  static boolean allowsResource(String pattern, String resource, RequestContext context) {
    String statement = "{'Effect':'Allow','Action':'*','Resource':'" + pattern + "'}";
    Policies policies = Policies.builder().identity(identity(statement)).build();
    return decide(policies, request("s3:GetObject", resource, context)).isAllowed();
  }

  static RequestContext with(String key, String... values) {
    return RequestContext.builder().host(key, values).build();
  }
}
