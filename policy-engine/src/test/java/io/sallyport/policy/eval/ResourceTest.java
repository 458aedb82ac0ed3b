package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::b/*, arn:aws:s3:::b/x, true",
    "arn:aws:s3:::b/*, arn:aws:s3:::b2/x, false",
    "arn:aws:s3:::b/*, arn:aws:s3:::b, false",
    "arn:aws:s3:::b/*, arn:aws:s3:::b/, true",
    "arn:aws:s3:::b, arn:aws:s3:::b2, false",
    "arn:aws:s3:::B, arn:aws:s3:::b, false",
    "arn:aws:s3:::b/*/t/*, arn:aws:s3:::b/1/2/t/, true",
    "arn:aws:s3:::b/*/t/*, arn:aws:s3:::b//t/x, true",
    "arn:aws:s3:::b/*, arn:aws:s3:::b/x:y, true",
    "arn:aws:s3:*, arn:aws:s3:::b/x, true",
    "arn:aws:s3, arn:aws:s3:::b/x, false",
    "arn:*:s3:::b, arn:aws:s3:::b, true",
    "arn:*:s3:::b, arn:x:y:s3:::b, false",
    "arn:aws:s3:::*, arn:aws:s3:::*, true",
    "arn:aws:s3:::*, *, false",
    "*, *, true",
    "arn:aws:s3:*:*:b, arn:aws:s3:::b, true",
    "arn:aws:sqs:::*/id, arn:aws:sqs:::queue/id, false",
    "arn:aws:dynamodb:::tabl?/t, arn:aws:dynamodb:::table/t, false",
    "arn:aws:rds:::*:t, arn:aws:rds:::db:t, false",
    "arn:aws:rds:::db:*, arn:aws:rds:::db:t, true",
    "arn:aws:s3:::*/id, arn:aws:s3:::b/id, true"
  })
  void matchesPartByPart(String pattern, String resource, boolean matches) {
    assertEquals(matches, Ask.allowsResource(pattern, resource, RequestContext.empty()));
  }

  @Test
  void aQuestionMarkIsOneCharacterAndInDoubtNone() {
    String pattern = "arn:aws:s3:::b/?";
    assertTrue(Ask.allowsResource(pattern, "arn:aws:s3:::b/é", RequestContext.empty()));
    assertFalse(Ask.allowsResource(pattern, "arn:aws:s3:::b/😀", RequestContext.empty()));
    assertTrue(Ask.denies("'StringLike':{'k':'?'}", Ask.with("k", "😀")));
    assertTrue(Ask.denies("'StringLike':{'k':'??'}", Ask.with("k", "😀")));
  }

  @Test
  void wildcardsTakeBoundedTime() {
    String text = "abcde".repeat(800);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 1000; i++) {
            assertFalse(Ask.allows("'StringLike':{'k':'a*b*c*d*e*z'}", Ask.with("k", text)));
          }
          String stars = "*a".repeat(2000) + "b";
          assertFalse(
              Ask.allows("'StringLike':{'k':'" + stars + "'}", Ask.with("k", "a".repeat(4000))));
        });
  }

  /** Each would take long if it were tried at every place of the text. */
  @ParameterizedTest
  @ValueSource(strings = {"a?", "a", "${v}?a", "?"})
  void noPatternMakesMatchingQuadratic(String piece) {
    int length = 40_000;
    String pattern = "*" + piece.repeat(length / 2 / piece.length()) + "b*";
    RequestContext context =
        RequestContext.builder().host("k", "a".repeat(length)).host("v", "aa").build();
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 2; i++) {
            assertFalse(Ask.allows("'StringLike':{'k':'" + pattern + "'}", context));
            assertFalse(Ask.denies("'StringLike':{'k':'" + pattern + "'}", context));
          }
        });
  }

  /** Each costs nothing but its length, if it stands for nothing. */
  @Test
  void manyEmptyVariablesCostNoMoreThanTheirLength() {
    String pattern = "*" + "${x, \\u0027\\u0027}".repeat(10_000) + "Z*";
    RequestContext context = Ask.with("k", "a".repeat(8_000));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 20; i++) {
            assertFalse(Ask.allows("'StringLike':{'k':'" + pattern + "'}", context));
          }
        });
  }

  @Test
  void aListThatSaysTheSameOverAndOverIsIndexedOnce() {
    String stars = "'*',".repeat(60_000);
    CompiledPolicy policy =
        Ask.identity("{'Effect':'Allow','Action':'*','Resource':[" + stars + "'*']}");
    Policies policies = Policies.builder().identity(policy).build();
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 2_000; i++) {
            AccessRequest request = Ask.request("s3:A" + i / 2, Ask.OBJECT, RequestContext.empty());
            assertTrue(Ask.decide(policies, request).isAllowed());
          }
        });
  }
}
