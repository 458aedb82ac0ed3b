package io.sallyport.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.policy.PolicyType;
import io.sallyport.testing.Installation;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PolicyTextTest {
  private static final String ALL_OF_S3 = Installation.ALL_OF_S3;

  @Test
  void whiteSpaceIsKeptAndNotCounted() {
    String spaced = "\t\n" + ALL_OF_S3.replace(",", " ,\u2003 ") + "  ";
    PolicyText text = PolicyText.submitted(ALL_OF_S3, PolicyType.IDENTITY, ALL_OF_S3.length());
    assertEquals(ALL_OF_S3.length(), text.length());
    assertEquals(text.length(), PolicyText.kept(spaced, PolicyType.IDENTITY).length());
    assertEquals(spaced, PolicyText.kept(spaced, PolicyType.IDENTITY).text());
  }

  @Test
  void whatIsTooLongIsNotRead() {
    assertThrows(
        LimitExceededException.class,
        () -> PolicyText.submitted("x".repeat(11), PolicyType.IDENTITY, 10));
  }

  @Test
  void aPolicyOfAnotherTypeIsNone() {
    for (PolicyType type : new PolicyType[] {PolicyType.TRUST, PolicyType.RESOURCE}) {
      assertThrows(
          MalformedPolicyDocumentException.class,
          () -> PolicyText.submitted(ALL_OF_S3, type, 1000));
    }
    assertNotEquals(
        PolicyText.kept(ALL_OF_S3, PolicyType.IDENTITY),
        PolicyText.kept(ALL_OF_S3, PolicyType.SESSION));
  }

  @Test
  void anInlinePolicyIsAnIdentityPolicy() {
    Map<PolicyName, PolicyText> trust =
        Map.of(new PolicyName("P"), PolicyText.kept(ALL_OF_S3, PolicyType.TRUST));
    assertThrows(IllegalArgumentException.class, () -> new InlinePolicies(new TreeMap<>(trust)));
  }
}
