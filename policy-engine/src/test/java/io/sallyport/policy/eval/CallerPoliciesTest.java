package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.PolicyType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What limits a caller is never left out by oversight. */
class CallerPoliciesTest {
  private static final String ALL = "{'Effect':'Allow','Action':'*','Resource':'*'}";
  private static final String KEY =
      "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/k'}";
  private static final AccessRequest REQUEST =
      Ask.request("s3:GetObject", Ask.OBJECT, RequestContext.empty());

  private static Decision decide(CallerPolicies policies) {
    return PolicyEvaluator.create().decide(REQUEST, policies, ResourcePolicy.none());
  }

  private static CompiledPolicy session(String statement) {
    return Ask.policy("session", PolicyType.SESSION, statement);
  }

  @Test
  void whetherThereAreLimitsHasToBeSaid() {
    CompiledPolicy all = Ask.identity(ALL);
    for (CallerPolicies.Builder forgetful :
        List.of(
            CallerPolicies.builder().identity(all),
            CallerPolicies.builder().identity(all).withoutBoundary(),
            CallerPolicies.builder().identity(all).withoutSession(),
            CallerPolicies.builder().identity(all).session(session(ALL)))) {
      assertThrows(IllegalStateException.class, forgetful::build);
    }
    assertTrue(decide(CallerPolicies.unlimited(all)).isAllowed());
  }

  @Test
  void aLimitIsNotUnsaid() {
    CallerPolicies.Builder limited =
        CallerPolicies.builder()
            .boundary(Ask.policy("b", PolicyType.BOUNDARY, ALL))
            .session(session(ALL));
    assertThrows(IllegalStateException.class, limited::withoutBoundary);
    assertThrows(IllegalStateException.class, limited::withoutSession);
    assertThrows(IllegalStateException.class, () -> limited.session(session(ALL)));
  }

  @Test
  void noSessionPoliciesAtAllIsALayerThatGrantsNothing() {
    CallerPolicies.Builder set =
        CallerPolicies.builder().identity(Ask.identity(ALL)).withoutBoundary().session();
    Decision.ImplicitlyDenied denied = new Decision.ImplicitlyDenied(Layer.SESSION);
    assertEquals(denied, decide(set.build()));
    assertEquals(denied, decide(CallerPolicies.unlimited(Ask.identity(ALL)).limitedBy()));
  }

  @Test
  void aSessionPolicyThatCannotBeReadDenies() {
    CompiledPolicy broken = CompiledPolicy.unreadable("session", "no JSON");
    CallerPolicies limited = CallerPolicies.unlimited(Ask.identity(ALL)).limitedBy(broken);
    assertInstanceOf(Decision.Unevaluable.class, decide(limited));
    assertInstanceOf(Decision.Unevaluable.class, decide(limited.limitedBy(session(ALL))));
  }

  @Test
  void sessionsShareTheirCallersPoliciesAndLimitOneByOne() {
    CallerPolicies caller = CallerPolicies.unlimited(Ask.identity(ALL));
    CallerPolicies reader = caller.limitedBy(session(KEY));
    CallerPolicies none = reader.limitedBy(session(KEY.replace("Allow", "Deny")));
    for (int i = 0; i < 3; i++) {
      assertTrue(decide(reader).isAllowed());
      assertInstanceOf(Decision.ExplicitlyDenied.class, decide(none));
      assertTrue(decide(caller).isAllowed());
    }
    assertFalse(reader.sessionWeight() >= reader.weight());
    assertEquals(Set.of(), reader.referencedKeys());
  }
}
