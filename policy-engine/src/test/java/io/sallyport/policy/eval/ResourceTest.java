package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
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
  void aQuestionMarkIsOneCharacterWhateverItsSizeAndTheEffect() {
    for (String character : List.of("é", "大", "😀", "\uD83D")) {
      String resource = "arn:aws:s3:::b/" + character;
      assertTrue(Ask.allowsResource("arn:aws:s3:::b/?", resource, RequestContext.empty()));
      assertTrue(Ask.allowsResource("arn:aws:s3:::b/?*", resource, RequestContext.empty()));
      assertFalse(Ask.allowsResource("arn:aws:s3:::b/??", resource, RequestContext.empty()));
      for (String condition :
          List.of("'StringLike':{'k':'%s'}", "'ArnLike':{'arn':'arn:a:b:::%s'}")) {
        RequestContext context =
            RequestContext.builder()
                .host("k", character)
                .host("arn", "arn:a:b:::" + character)
                .build();
        assertTrue(Ask.allows(condition.formatted("?"), context));
        assertTrue(Ask.denies(condition.formatted("?"), context));
        assertFalse(Ask.allows(condition.formatted("??"), context));
        assertFalse(Ask.denies(condition.formatted("??"), context));
      }
    }
  }

  @Test
  void aNotResourceSparesAKeyThatBeginsWithAnEmoji() {
    String deny = "{'Effect':'Deny','Action':'s3:*','NotResource':'arn:aws:s3:::b/data/?*'}";
    String all = "{'Effect':'Allow','Action':'*','Resource':'*'}";
    Policies policies = Policies.builder().identity(Ask.identity(all, deny)).build();
    for (String key : List.of("data/😀", "data/😀.jpg", "data/x")) {
      AccessRequest request =
          Ask.request("s3:GetObject", "arn:aws:s3:::b/" + key, RequestContext.empty());
      assertTrue(Ask.decide(policies, request).isAllowed());
    }
    AccessRequest other =
        Ask.request("s3:GetObject", "arn:aws:s3:::b/data/", RequestContext.empty());
    assertFalse(Ask.decide(policies, other).isAllowed());
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
    int length = 16_000;
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
