package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.PolicyType;
import io.sallyport.policy.json.PolicyReader;
import org.junit.jupiter.api.Test;

class MayAllowTest {
  private static CompiledPolicy policy(String effect, String actions) {
    return CompiledPolicy.compile(
        "P",
        PolicyReader.read(
            """
            {"Version":"2012-10-17","Statement":{"Effect":"%s",%s,\
            "Resource":"arn:aws:s3:::b/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}}\
            """
                .formatted(effect, actions),
            PolicyType.IDENTITY));
  }

  @Test
  void anAllowOfTheActionMayWhateverItsResourceAndConditions() {
    CallerPolicies policies =
        CallerPolicies.unlimited(policy("Allow", "\"Action\":\"s3:Delete*\""));
    assertTrue(policies.mayAllow("s3:DeleteObject"));
    assertTrue(policies.mayAllow("S3:deleteobject"));
    assertFalse(policies.mayAllow("s3:PutObject"));
  }

  @Test
  void whatIsNotExceptedMay() {
    CallerPolicies policies =
        CallerPolicies.unlimited(policy("Allow", "\"NotAction\":\"s3:Get*\""));
    assertTrue(policies.mayAllow("s3:DeleteObject"));
    assertFalse(policies.mayAllow("s3:GetObject"));
  }

  @Test
  void noAllowMayNot() {
    assertFalse(CallerPolicies.unlimited().mayAllow("s3:GetObject"));
    assertFalse(
        CallerPolicies.unlimited(policy("Deny", "\"Action\":\"s3:*\"")).mayAllow("s3:GetObject"));
  }

  @Test
  void everyLimitMustToo() {
    CompiledPolicy all = policy("Allow", "\"Action\":\"*\"");
    CompiledPolicy gets = policy("Allow", "\"Action\":\"s3:Get*\"");
    CallerPolicies bounded =
        CallerPolicies.builder().identity(all).boundary(gets).withoutSession().build();
    assertTrue(bounded.mayAllow("s3:GetObject"));
    assertFalse(bounded.mayAllow("s3:PutObject"));
    assertFalse(CallerPolicies.unlimited(all).limitedBy(gets).mayAllow("s3:PutObject"));
    assertFalse(CallerPolicies.unlimited(all).limitedBy().mayAllow("s3:GetObject"));
  }

  @Test
  void noPolicyThatCannotBeReadMay() {
    CompiledPolicy unreadable = CompiledPolicy.unreadable("P", "it isn't JSON");
    assertFalse(CallerPolicies.unlimited(unreadable).mayAllow("s3:GetObject"));
  }
}
