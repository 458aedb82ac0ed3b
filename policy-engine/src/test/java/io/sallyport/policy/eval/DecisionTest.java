package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.Effect;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Principals;
import io.sallyport.policy.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Page by page, what AWS's evaluation pages say about the layers. */
class DecisionTest {
  private static final String ALL = "{'Sid':'all','Effect':'Allow','Action':'*','Resource':'*'}";
  private static final String NONE = "{'Effect':'Allow','Action':'ec2:x','Resource':'*'}";
  private static final String ROLE = "arn:aws:iam::111122223333:role/path/app";
  private static final String SESSION = "arn:aws:sts::111122223333:assumed-role/app/s";
  private static final Caller CALLER = new Caller.RoleSession(SESSION, "111122223333", ROLE);

  private static CompiledPolicy limit(PolicyType type, String statement) {
    return Ask.policy("limit", type, statement);
  }

  private static CompiledPolicy bucket(String effect, String principal) {
    return Ask.resource(
        "{'Effect':'" + effect + "','Principal':" + principal + ",'Action':'s3:*','Resource':'*'}");
  }

  private static CompiledPolicy trust(String principal) {
    return Ask.policy(
        "trust",
        PolicyType.TRUST,
        "{'Effect':'Allow','Principal':" + principal + ",'Action':'sts:Assume*'}");
  }

  private static Decision decide(Caller caller, String account, Policies.Builder policies) {
    return Ask.decide(
        policies.build(),
        AccessRequest.of(caller, "s3:GetObject", Ask.OBJECT, account, RequestContext.empty()));
  }

  private static boolean allowed(Policies.Builder policies) {
    return decide(CALLER, "111122223333", policies).isAllowed();
  }

  private static Decision assume(Caller caller, String account, Policies.Builder policies) {
    return Ask.decide(
        policies.build(),
        AccessRequest.of(caller, "sts:AssumeRole", ROLE, account, RequestContext.empty()));
  }

  private static Policies.Builder set() {
    return Policies.builder();
  }

  @Test
  void namesTheStatementThatDecided() {
    Decision allowed = decide(CALLER, "111122223333", set().identity(Ask.identity(NONE, ALL)));
    assertEquals(
        new Decision.Allowed(new StatementId(Layer.IDENTITY, "identity", 1, "all")), allowed);
    Decision denied =
        decide(
            CALLER,
            "111122223333",
            set().identity(Ask.identity(ALL)).resource(bucket("Deny", "'*'")));
    assertEquals(
        new Decision.ExplicitlyDenied(new StatementId(Layer.RESOURCE, "bucket", 0, "")), denied);
  }

  @Test
  void namesTheFirstLayerWithoutAnAllow() {
    assertEquals(
        new Decision.ImplicitlyDenied(Layer.IDENTITY), decide(CALLER, "111122223333", set()));
    Policies.Builder limits =
        set().identity(Ask.identity(ALL)).boundary(limit(PolicyType.BOUNDARY, NONE));
    assertEquals(
        new Decision.ImplicitlyDenied(Layer.BOUNDARY), decide(CALLER, "111122223333", limits));
    Policies.Builder session =
        set().identity(Ask.identity(ALL)).session(limit(PolicyType.SESSION, NONE));
    assertEquals(
        new Decision.ImplicitlyDenied(Layer.SESSION), decide(CALLER, "111122223333", session));
    assertEquals(
        new Decision.ImplicitlyDenied(Layer.RESOURCE),
        decide(CALLER, "444455556666", set().identity(Ask.identity(ALL))));
  }

  @Test
  void aGrantToTheSessionNeedsNothingElseAndOneToItsRoleIsLimited() {
    CompiledPolicy session = limit(PolicyType.SESSION, NONE);
    CompiledPolicy boundary = limit(PolicyType.BOUNDARY, NONE);
    String self = "{'AWS':'" + SESSION + "'}";
    String role = "{'AWS':'" + ROLE + "'}";
    assertTrue(allowed(set().resource(bucket("Allow", self)).session(session).boundary(boundary)));
    assertTrue(
        allowed(set().resource(bucket("Allow", self.replace("sts", "iam"))).session(session)));
    assertTrue(allowed(set().resource(bucket("Allow", role))));
    assertFalse(allowed(set().resource(bucket("Allow", role)).session(session)));
    assertFalse(allowed(set().resource(bucket("Allow", role)).boundary(boundary)));
    assertFalse(allowed(set().resource(bucket("Allow", role.replace("/path", "")))));
  }

  @Test
  void aGrantToEveryoneIsLimitedByTheSessionAndNotByTheBoundary() {
    CompiledPolicy open = bucket("Allow", "'*'");
    assertTrue(allowed(set().resource(open)));
    assertTrue(allowed(set().resource(open).boundary(limit(PolicyType.BOUNDARY, NONE))));
    assertFalse(allowed(set().resource(open).session(limit(PolicyType.SESSION, NONE))));
    assertTrue(decide(new Caller.Anonymous(), "444455556666", set().resource(open)).isAllowed());
  }

  @Test
  void aGrantToEveryoneOfOneFixedArnIsDirect() {
    String grant =
        "{'Effect':'Allow','Principal':'*','Action':'s3:*','Resource':'*',"
            + "'Condition':{'ArnLike':{'aws:PrincipalArn':'";
    CompiledPolicy session = limit(PolicyType.SESSION, NONE);
    RequestContext context = Ask.with("aws:PrincipalArn", ROLE);
    for (String arn : List.of(ROLE, "arn:aws:iam::111122223333:role/path/*")) {
      Policies policies =
          set().resource(Ask.resource(grant + arn + "'}}}")).session(session).build();
      AccessRequest request =
          AccessRequest.of(CALLER, "s3:GetObject", Ask.OBJECT, "111122223333", context);
      assertEquals(arn.equals(ROLE), Ask.decide(policies, request).isAllowed());
    }
  }

  @Test
  void aGrantToTheAccountDelegatesToItsOwnPolicies() {
    CompiledPolicy account = bucket("Allow", "{'AWS':'arn:aws:iam::111122223333:root'}");
    assertFalse(allowed(set().resource(account)));
    assertFalse(decide(CALLER, "444455556666", set().resource(account)).isAllowed());
    Policies.Builder both = set().resource(account).identity(Ask.identity(ALL));
    assertTrue(decide(CALLER, "444455556666", both).isAllowed());
  }

  @Test
  void sessionLayersIntersectAndTheirDocumentsUnite() {
    CompiledPolicy all = limit(PolicyType.SESSION, ALL);
    CompiledPolicy none = limit(PolicyType.SESSION, NONE);
    assertTrue(allowed(set().identity(Ask.identity(ALL)).session(none, all)));
    assertFalse(allowed(set().identity(Ask.identity(ALL)).session(none).session(all)));
    assertFalse(allowed(set().identity(Ask.identity(ALL)).session()));
  }

  @Test
  void rootIsAllowedInItsAccountUnlessDenied() {
    Caller root = new Caller.Root("111122223333");
    assertEquals(new Decision.Allowed(StatementId.ROOT_USER), decide(root, "111122223333", set()));
    assertFalse(decide(root, "444455556666", set()).isAllowed());
    CompiledPolicy deny = bucket("Deny", "{'AWS':'111122223333'}");
    assertFalse(decide(root, "111122223333", set().resource(deny)).isAllowed());
    assertFalse(assume(root, "111122223333", set()).isAllowed());
  }

  @Test
  void aFederatedUserWithoutSessionPolicyHasOnlyWhatNamesItsSession() {
    String arn = "arn:aws:sts::111122223333:federated-user/f";
    Caller caller =
        new Caller.FederatedUser(arn, "111122223333", "arn:aws:iam::111122223333:user/alice");
    CompiledPolicy all = Ask.identity(ALL);
    assertFalse(decide(caller, "111122223333", set().identity(all)).isAllowed());
    assertFalse(decide(caller, "111122223333", set().resource(bucket("Allow", "'*'"))).isAllowed());
    CompiledPolicy user = bucket("Allow", "{'AWS':'arn:aws:iam::111122223333:user/alice'}");
    assertFalse(decide(caller, "111122223333", set().resource(user)).isAllowed());
    CompiledPolicy self = bucket("Allow", "{'AWS':'" + arn + "'}");
    assertTrue(decide(caller, "111122223333", set().resource(self)).isAllowed());
    CompiledPolicy session = limit(PolicyType.SESSION, ALL);
    assertTrue(decide(caller, "111122223333", set().identity(all).session(session)).isAllowed());
  }

  @Test
  void assumingARoleTakesATrustPolicy() {
    Policies.Builder own = set().identity(Ask.identity(ALL));
    assertEquals(
        new Decision.ImplicitlyDenied(Layer.TRUST), assume(Ask.ALICE, "111122223333", own));
    String alice = "{'AWS':'arn:aws:iam::111122223333:user/alice'}";
    assertTrue(assume(Ask.ALICE, "111122223333", set().trust(trust(alice))).isAllowed());
    String account = "{'AWS':'111122223333'}";
    assertFalse(assume(Ask.ALICE, "111122223333", set().trust(trust(account))).isAllowed());
    Policies.Builder both = set().trust(trust(account)).identity(Ask.identity(ALL));
    assertTrue(assume(Ask.ALICE, "111122223333", both).isAllowed());
    assertFalse(assume(Ask.ALICE, "444455556666", set().trust(trust(alice))).isAllowed());
    assertFalse(
        assume(
                CALLER,
                "111122223333",
                set()
                    .trust(trust("{'AWS':'" + SESSION + "'}"))
                    .session(limit(PolicyType.SESSION, NONE)))
            .isAllowed());
  }

  @Test
  void theEmptyAccountIsOneAccount() {
    Caller user = new Caller.User("arn:aws:iam:::user/TESTER", "");
    Policies.Builder trust = set().trust(trust("{'AWS':['arn:aws:iam:::user/TESTER']}"));
    assertTrue(assume(user, "", trust).isAllowed());
    assertFalse(assume(user, "111122223333", trust).isAllowed());
  }

  @Test
  void aWebIdentityMustBeNamedByItsProvider() {
    String provider = "arn:aws:iam::1:oidc-provider/idp";
    String named = "{'Federated':'" + provider + "'}";
    Caller web = new Caller.Federated(provider);
    String action = "sts:AssumeRoleWithWebIdentity";
    assertTrue(assume(web, action, named).isAllowed());
    assertFalse(assume(web, action, "'*'").isAllowed());
    assertFalse(assume(web, action, "{'Federated':'other'}").isAllowed());
    assertFalse(assume(web, "sts:AssumeRole", named).isAllowed());
    assertFalse(decide(web, "1", set().resource(bucket("Allow", named))).isAllowed());
  }

  @Test
  void noNameBeginsALineOfItsOwn() {
    AccessRequest request =
        Ask.request("s3:GetObject", "arn:aws:s3:::b/k\nallowed by", RequestContext.empty());
    assertFalse(request.toString().contains("\n"));
    StatementId id = new StatementId(Layer.IDENTITY, "a\u2028b", 0, "c\rd");
    assertEquals(
        "denied by statement 0 \"c\\u000dd\" of identity policy \"a\\u2028b\"",
        new Decision.ExplicitlyDenied(id).toString());
    assertFalse(new Decision.Unevaluable("a\nb").toString().contains("\n"));
  }

  @Test
  void nobodyAssumesARoleUnsigned() {
    Caller service = new Caller.Service("ec2.amazonaws.com");
    assertFalse(assume(new Caller.Anonymous(), "sts:AssumeRole", "'*'").isAllowed());
    assertFalse(assume(new Caller.Anonymous(), "sts:AssumeRole", "{'AWS':'*'}").isAllowed());
    assertFalse(assume(service, "sts:AssumeRole", "'*'").isAllowed());
    assertTrue(assume(service, "sts:AssumeRole", "{'Service':'ec2.amazonaws.com'}").isAllowed());
  }

  private static Decision assume(Caller caller, String action, String principal) {
    return Ask.decide(
        set().trust(trust(principal)).build(),
        AccessRequest.of(caller, action, ROLE, "111122223333", RequestContext.empty()));
  }

  @Test
  void whatGoesWithAssumingARoleTakesItsTrustToo() {
    Policies identity = set().identity(Ask.identity(ALL)).build();
    for (String action : List.of("sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext")) {
      assertEquals(
          new Decision.ImplicitlyDenied(Layer.TRUST),
          Ask.decide(
              identity,
              AccessRequest.of(Ask.ALICE, action, ROLE, "111122223333", RequestContext.empty())));
    }
    String user = "arn:aws:sts::111122223333:federated-user/f";
    assertTrue(
        Ask.decide(
                identity,
                AccessRequest.of(
                    Ask.ALICE, "sts:TagSession", user, "111122223333", RequestContext.empty()))
            .isAllowed());
  }

  @Test
  void whoHasNoNameIsNoListedOne() {
    String deny =
        "{'Effect':'Deny','NotPrincipal':{'AWS':'111122223333'},'Action':'*','Resource':'*'}";
    Policies.Builder policies = set().identity(Ask.identity(ALL)).resource(Ask.resource(deny));
    assertFalse(decide(new Caller.User("", "111122223333"), "111122223333", policies).isAllowed());
    assertFalse(
        decide(new Caller.RoleSession(SESSION, "111122223333", ""), "111122223333", policies)
            .isAllowed());
  }

  /** The first time an action is asked for there is no index. */
  @Test
  void aValueThatCannotBeHadCountsInTheOrderWritten() {
    for (String effect : List.of("Allow", "Deny")) {
      Policies policies =
          set()
              .identity(
                  Ask.identity(
                      "{'Effect':'"
                          + effect
                          + "','Action':'s3:*','Resource':"
                          + "['arn:aws:s3:::b/x/${aws:username}','arn:aws:s3:::b/*']}"))
              .build();
      RequestContext context =
          RequestContext.builder()
              .hostLazy(
                  "aws:username",
                  () -> {
                    throw new IllegalStateException("directory is down");
                  })
              .build();
      for (int i = 0; i < 3; i++) {
        AccessRequest request = Ask.request("s3:GetObject", "arn:aws:s3:::b/x/foo", context);
        Decision decision = Ask.decide(policies, request);
        assertTrue(decision instanceof Decision.Unevaluable, decision::toString);
        assertEquals(
            decision,
            PolicyEvaluator.create()
                .trace(request, policies.caller(), policies.resource())
                .decision());
      }
    }
  }

  @Test
  void aDenyByNotPrincipalSparesOnlyAWholeChain() {
    String deny = "{'Effect':'Deny','NotPrincipal':{'AWS':[%s]},'Action':'*','Resource':'*'}";
    String chain = "'" + SESSION + "','" + ROLE + "','111122223333'";
    CompiledPolicy whole = Ask.resource(String.format(deny, chain));
    CompiledPolicy part = Ask.resource(String.format(deny, "'" + SESSION + "','" + ROLE + "'"));
    CompiledPolicy all = Ask.identity(ALL);
    assertTrue(allowed(set().identity(all).resource(whole)));
    assertFalse(allowed(set().identity(all).resource(part)));
    CompiledPolicy boundary = limit(PolicyType.BOUNDARY, ALL);
    assertFalse(allowed(set().identity(all).resource(whole).boundary(boundary)));
    assertFalse(
        allowed(
            set()
                .resource(
                    Ask.resource(
                        "{'Effect':'Allow','NotPrincipal':{'AWS':'*'},'Action':'*','Resource':'*'}"))));
  }

  @Test
  void whatCannotBeReadDenies() {
    CompiledPolicy stored = CompiledPolicy.unreadable("stored", "it is cut off");
    Decision decision = decide(CALLER, "111122223333", set().identity(Ask.identity(ALL), stored));
    assertEquals(
        "the policy \"stored\" can't be read: it is cut off",
        assertInstanceOf(Decision.Unevaluable.class, decision).reason());
    for (Effect effect : Effect.values()) {
      for (String operator : List.of("StringEqual", "NullIfExists", "stringequals")) {
        CompiledPolicy unknown = CompiledPolicy.compile("p", withOperator(effect, operator));
        assertInstanceOf(
            Decision.Unevaluable.class,
            decide(CALLER, "111122223333", set().identity(Ask.identity(ALL), unknown)));
      }
    }
    assertInstanceOf(
        Decision.Unevaluable.class,
        decide(CALLER, "111122223333", set().identity(bucket("Allow", "'*'"))));
  }

  private static PolicyDocument withOperator(Effect effect, String operator) {
    ConditionBlock block =
        new ConditionBlock(operator, List.of(new ConditionKey("k", List.of("v"))));
    Patterns all = new Patterns(Polarity.IN, List.of("*"));
    Statement statement = new Statement("", effect, Principals.ABSENT, all, all, List.of(block));
    return PolicyDocument.of(
        PolicyType.IDENTITY, "", PolicyVersion.V2012_10_17, "", List.of(statement));
  }
}
