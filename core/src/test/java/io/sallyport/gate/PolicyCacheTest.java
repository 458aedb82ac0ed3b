package io.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.principal.Permissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyCacheTest {
  private static final long BYTES = 64L << 20;
  private final PolicyCache cache = new PolicyCache(BYTES, Set.of());

  private static String allow(String resource) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":%s}}\
    """
        .formatted(resource);
  }

  private static Permissions role(int number, PermissionLimit session) {
    String resources =
        IntStream.range(0, 500)
            .mapToObj(i -> "\"arn:aws:s3:::b" + number + "/" + i + "/*\"")
            .collect(Collectors.joining(",", "[", "]"));
    PolicyText text = PolicyText.kept(allow(resources), PolicyType.IDENTITY);
    return new Permissions(List.of(new NamedPolicy("P", text)), PermissionLimit.none(), session);
  }

  private static PermissionLimit session(int number) {
    return PermissionLimit.session(
        PolicyText.kept(allow("\"arn:aws:s3:::*/" + number + "/x\""), PolicyType.SESSION));
  }

  private static boolean isAllowed(CallerPolicies policies, String key) {
    return PolicyEvaluator.create()
        .decide(
            AccessRequest.of(
                new Caller.User("arn:aws:iam:::user/u", ""),
                "s3:GetObject",
                "arn:aws:s3:::" + key,
                "",
                RequestContext.empty()),
            policies,
            ResourcePolicy.none())
        .isAllowed();
  }

  @Test
  void takesNoMoreThanItWasGiven() {
    assertTrue(cache.most() <= BYTES, "" + cache.most());
    assertTrue(cache.most() > BYTES * 9 / 10, "" + cache.most());
  }

  @Test
  void keepsWhatItMade() {
    Permissions permissions = role(1, session(1));
    assertSame(cache.of(permissions), cache.of(permissions));
    Permissions own = role(1, PermissionLimit.none());
    assertSame(cache.of(own), cache.of(own));
  }

  @Test
  void sessionsOfOneLargeRoleTakeNoMoreThanTheirShare() {
    for (int i = 0; i < 3_000; i++) {
      assertEquals(i == 7, isAllowed(cache.of(role(1, session(i))), "b1/7/x"));
    }
    assertTrue(cache.weight() <= BYTES, "" + cache.weight());
  }

  @Test
  void manyLargeRolesTakeNoMoreThanTheirShareAndAreDecidedAsBefore() {
    for (int i = 0; i < 200; i++) {
      assertTrue(isAllowed(cache.of(role(i, session(7))), "b" + i + "/7/x"));
      assertFalse(isAllowed(cache.of(role(i, session(7))), "b" + i + "/8/x"));
    }
    assertTrue(cache.weight() <= BYTES, "" + cache.weight());
    assertTrue(isAllowed(cache.of(role(0, session(7))), "b0/7/x"));
  }
}
