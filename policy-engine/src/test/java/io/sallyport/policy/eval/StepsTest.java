package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.PolicyType;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a whole request may cost, in steps, whatever policies, headers and keys it comes with. */
class StepsTest {
  private static final String ALL = "{'Effect':'Allow','Action':'*','Resource':'*'}";

  private static Evaluation evaluation(CallerPolicies policies, RequestContext context) {
    return PolicyEvaluator.create().evaluation(Ask.ALICE, policies, context);
  }

  private static CallerPolicies session(String... statements) {
    return CallerPolicies.unlimited(Ask.identity(ALL))
        .limitedBy(Ask.policy("session", PolicyType.SESSION, statements));
  }

  /** Decides as a DeleteObjects of so many keys does; the last decision. */
  private static Decision delete(Evaluation evaluation, int keys, String prefix) {
    Decision last = new Decision.ImplicitlyDenied(Layer.IDENTITY);
    for (int i = 0; i < keys; i++) {
      last =
          evaluation.decide(
              "s3:DeleteObject",
              "arn:aws:s3:::b/" + prefix + i,
              "111122223333",
              RequestContext.empty(),
              ResourcePolicy.none());
    }
    return last;
  }

  /** A session policy as long as one may be, of patterns that are longer than any header. */
  private static CallerPolicies expanding() {
    StringBuilder values = new StringBuilder();
    for (int i = 0; values.length() < 1_600; i++) {
      values.append(i == 0 ? "'" : ",'").append("*${aws:UserAgent}x").append(i).append("*'");
    }
    return session(ALL, Ask.when("Deny", "'StringLike':{'aws:Referer':[" + values + "]}"));
  }

  private static RequestContext headers(int agent, int referer) {
    return RequestContext.builder()
        .host("aws:UserAgent", "a".repeat(agent))
        .host("aws:Referer", "a".repeat(referer))
        .build();
  }

  @Test
  void aPatternLongerThanItsTextIsNotBuilt() {
    Evaluation evaluation = evaluation(expanding(), headers(24_000, 8_000));
    assertTrue(delete(evaluation, 1_000, "k").isAllowed());
    assertTrue(evaluation.steps() < 100_000, () -> evaluation.steps() + " steps");
  }

  @Test
  void conditionsOfHeadersAreAskedOnceForAllKeys() {
    Evaluation one = evaluation(expanding(), headers(1_000, 4_000));
    assertTrue(delete(one, 1, "k").isAllowed());
    Evaluation many = evaluation(expanding(), headers(1_000, 4_000));
    assertTrue(delete(many, 1_000, "k").isAllowed());
    assertTrue(many.steps() < one.steps() + 100_000, () -> one.steps() + " and " + many.steps());
  }

  @Test
  void aRequestThatCostsTooMuchIsRefusedAtABound() {
    Evaluation evaluation = evaluation(expanding(), headers(24_000, 48_000));
    assertInstanceOf(Decision.Unevaluable.class, delete(evaluation, 1_000, "k"));
    assertTrue(evaluation.steps() < Evaluation.MOST_STEPS + 1_000_000);
  }

  @Test
  void aPatternOfManyQuestionMarksCostsLittleForShortKeys() {
    String pattern = "*" + "?a".repeat(5_000) + "b*";
    String deny = "{'Effect':'Deny','Action':'*','Resource':'arn:aws:s3:::b/" + pattern + "'}";
    CallerPolicies policies = CallerPolicies.unlimited(Ask.identity(ALL, deny));
    Evaluation evaluation = evaluation(policies, RequestContext.empty());
    assertTrue(delete(evaluation, 100, "a".repeat(900)).isAllowed());
    assertTrue(evaluation.steps() < 10_000, () -> evaluation.steps() + " steps");
  }

  @Test
  void aSingleDecisionHasABoundToo() {
    String value = "*" + "?a".repeat(20_000) + "b*";
    String deny = Ask.when("Deny", "'StringLike':{'k':'" + value + "'}");
    AccessRequest request = Ask.request("s3:Get", Ask.OBJECT, Ask.with("k", "a".repeat(200_000)));
    CallerPolicies policies = CallerPolicies.unlimited(Ask.identity(ALL, deny));
    for (int i = 0; i < 3; i++) {
      Decision decision = PolicyEvaluator.create().decide(request, policies, ResourcePolicy.none());
      assertInstanceOf(Decision.Unevaluable.class, decision);
    }
    AccessRequest cheap = Ask.request("s3:Get", Ask.OBJECT, Ask.with("k", "a"));
    for (int i = 0; i < 3; i++) {
      assertTrue(
          PolicyEvaluator.create().decide(cheap, policies, ResourcePolicy.none()).isAllowed());
    }
  }

  @Test
  void valuesThatMustBeReadToBeComparedCostAsMuch() {
    assertTrue(steps("BinaryEquals", "QUJD", "QUJD".repeat(200)) > 1_000 * 800);
    assertTrue(steps("NumericEquals", "1", "9".repeat(99)) > 1_000 * 200);
  }

  /** Of one decision with a condition of a thousand values. */
  private static long steps(String operator, String value, String asked) {
    String values = String.join(",", Collections.nCopies(1_000, "'" + value + "'"));
    CallerPolicies policies =
        session(ALL, Ask.when("Deny", "'" + operator + "':{'s3:VersionId':[" + values + "]}"));
    Evaluation evaluation = evaluation(policies, Ask.with("s3:VersionId", asked));
    assertTrue(delete(evaluation, 1, "k").isAllowed());
    return evaluation.steps();
  }

  @Test
  void whateverThePolicyNoRequestCostsMuchMoreThanItsBudget() {
    Random random = new Random(7);
    String[] pieces = {"a", "?", "*", "a?", "${aws:UserAgent}", "${aws:Referer}", "b", "?a?a?a?a"};
    for (int round = 0; round < 40; round++) {
      StringBuilder pattern = new StringBuilder();
      for (int i = 0; i < 400; i++) {
        pattern.append(pieces[random.nextInt(pieces.length)]);
      }
      CallerPolicies policies =
          session(
              ALL,
              Ask.when("Deny", "'StringLike':{'aws:Referer':'*" + pattern + "*'}"),
              "{'Effect':'Deny','Action':'*','Resource':'arn:aws:s3:::b/*" + pattern + "'}");
      Evaluation evaluation = evaluation(policies, headers(random.nextInt(8), 8_000));
      delete(evaluation, 50, "a".repeat(900));
      assertTrue(evaluation.steps() <= Evaluation.MOST_STEPS + 10_000, pattern::toString);
    }
  }

  /** What one key is about changes nothing for the next. */
  @Test
  void conditionsOfOneDecisionsOwnKeysAreAskedEachTime() {
    AtomicInteger runs = new AtomicInteger();
    CallerPolicies policies =
        CallerPolicies.unlimited(
            Ask.identity(
                Ask.when(
                    "Allow",
                    "'StringEquals':{'s3:ExistingObjectTag/a':'${aws:PrincipalTag/a}',"
                        + "'lazy':'v'}")));
    RequestContext context =
        RequestContext.principal()
            .host("aws:PrincipalTag/a", "red")
            .build()
            .over(
                RequestContext.builder()
                    .hostLazy(
                        "lazy",
                        () -> {
                          runs.incrementAndGet();
                          return List.of("v");
                        })
                    .build());
    Evaluation evaluation = evaluation(policies, context);
    for (String tag : List.of("red", "blue", "red", "", "red")) {
      RequestContext own =
          tag.isEmpty() ? RequestContext.empty() : Ask.with("s3:ExistingObjectTag/a", tag);
      Decision decision =
          evaluation.decide("s3:GetObject", Ask.OBJECT, "111122223333", own, ResourcePolicy.none());
      assertEquals(tag.equals("red"), decision.isAllowed(), tag);
    }
    assertEquals(1, runs.get());
  }

  @Test
  void aDecisionsOwnKeysNeverChangeWhatIsShared() {
    CallerPolicies policies =
        CallerPolicies.unlimited(
            Ask.identity(Ask.when("Allow", "'StringEquals':{'aws:PrincipalArn':'real'}")));
    RequestContext principal = RequestContext.principal().host("aws:PrincipalArn", "other").build();
    Evaluation evaluation = evaluation(policies, principal);
    for (String key : List.of("aws:PrincipalArn", "AWS:PRINCIPALARN")) {
      assertEquals(
          new Decision.ImplicitlyDenied(Layer.IDENTITY),
          evaluation.decide(
              "s3:GetObject",
              Ask.OBJECT,
              "111122223333",
              Ask.with(key, "real"),
              ResourcePolicy.none()));
    }
  }
}
