package io.sallyport.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.lint.PublicAccess;
import io.sallyport.testing.Installation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "*, true",
    "arn:aws:s3:::photos, true",
    "arn:aws:s3:::photos/*, true",
    "arn:aws:s3:::photos/${aws:username}/*, true",
    "arn:aws:s3:::ph?t*s/2026, true",
    "arn:aws:s3:::*, true",
    "arn:aws:s3:::p*o*z, false",
    "arn:aws:s3:::photo, false",
    "arn:aws:s3:::photosx, false",
    "arn:aws:s3:::others/photos, false",
    "arn:aws:s3:::others/*, false",
    "arn:aws:s3:::${aws:username}/*, false",
    "arn:aws:iam:::role/photos, false"
  })
  void aBucketsPolicyIsAboutThatBucket(String resource, boolean isOfPhotos) {
    for (String list : List.of(resource, "arn:aws:s3:::photos\",\"" + resource)) {
      String text = ofBucket("\"Resource\":[\"" + list + "\"]");
      if (isOfPhotos) {
        assertEquals(text, PolicyText.submittedFor("photos", text).text());
      } else {
        MalformedPolicyDocumentException refusal =
            assertThrows(
                MalformedPolicyDocumentException.class,
                () -> PolicyText.submittedFor("photos", text));
        assertEquals("Policy has invalid resource", refusal.getMessage());
      }
    }
  }

  @Test
  void whatABucketsPolicyLeavesOutIsOfOthers() {
    String text = ofBucket("\"NotResource\":\"arn:aws:s3:::photos/*\"");
    PolicyText unused = PolicyText.submitted(text, PolicyType.RESOURCE, 1000);
    assertThrows(
        MalformedPolicyDocumentException.class, () -> PolicyText.submittedFor("photos", text));
    assertThrows(
        MalformedPolicyDocumentException.class, () -> PolicyText.submittedFor("photos", ALL_OF_S3));
    assertThrows(
        LimitExceededException.class,
        () -> PolicyText.submittedFor("photos", "x".repeat(PolicyText.LONGEST_OF_BUCKET + 1)));
  }

  private static String ofBucket(String resources) {
    return """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",%s}}\
    """
        .formatted(resources);
  }

  @Test
  void aTextTellsItsDocument() {
    String text = ofBucket("\"Resource\":\"arn:aws:s3:::photos/*\"");
    assertTrue(PublicAccess.isPublic(PolicyText.submittedFor("photos", text).document()));
    PolicyText unreadable = PolicyText.kept("{", PolicyType.RESOURCE);
    assertThrows(MalformedPolicyDocumentException.class, unreadable::document);
  }

  @Test
  void anInlinePolicyIsAnIdentityPolicy() {
    Map<PolicyName, PolicyText> trust =
        Map.of(new PolicyName("P"), PolicyText.kept(ALL_OF_S3, PolicyType.TRUST));
    assertThrows(IllegalArgumentException.class, () -> new InlinePolicies(new TreeMap<>(trust)));
  }
}
