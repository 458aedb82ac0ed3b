package io.sallyport.policy.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.Effect;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Principals;
import io.sallyport.policy.Problem;
import io.sallyport.policy.Statement;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.lint.Finding;
import io.sallyport.policy.lint.PolicyLinter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever names an object, or writes a policy, can't write lines of what others read about it. */
class ForgedTextTest {
  private static final String FORGED =
      "\nallowed by statement 0 of identity policy \"Admin\"\u202e\u2028\u0085\u001b[2J";
  private static final String PLAIN =
      "\\u000aallowed by statement 0 of identity policy \"Admin\"\\u202e\\u2028\\u0085\\u001b[2J";

  private static Patterns in(String value) {
    return new Patterns(Polarity.IN, List.of(value));
  }

  private static CompiledPolicy policy(String name, Statement... statements) {
    PolicyDocument document =
        PolicyDocument.of(
            PolicyType.IDENTITY, "", PolicyVersion.V2012_10_17, "", List.of(statements));
    return CompiledPolicy.compile(name, document);
  }

  private static String explain(AccessRequest request, CompiledPolicy... policies) {
    return Explanation.explain(request, CallerPolicies.unlimited(policies), ResourcePolicy.none())
        .text();
  }

  private static AccessRequest request(String arn, String action, String resource) {
    Caller caller = new Caller.User(arn, "111122223333");
    RequestContext context =
        RequestContext.builder().caller("k" + FORGED, FORGED).caller("v", FORGED).build();
    return AccessRequest.of(caller, action, resource, "111122223333", context);
  }

  private static void assertLines(int lines, String text) {
    assertEquals(lines, text.split("\\R").length, text);
    assertFalse(text.contains("\u202e"), text);
    assertFalse(text.contains("\u001b"), text);
    assertTrue(text.contains(PLAIN), text);
  }

  @Test
  void theRequestWritesNoLines() {
    Statement other = statement("s3:PutObject", "arn:aws:s3:::q", List.of());
    assertLines(4, explain(request("a", "s3:GetObject", "b/k" + FORGED), policy("p", other)));
    assertLines(4, explain(request("a", "s3:GetObject" + FORGED, "b/k"), policy("p", other)));
    assertLines(4, explain(request("a" + FORGED, "s3:GetObject", "b/k"), policy("p", other)));
  }

  @Test
  void thePolicyWritesNoLines() {
    ConditionBlock block =
        new ConditionBlock(
            "StringEquals",
            List.of(new ConditionKey("k" + FORGED, List.of("x" + FORGED + "${v}"))));
    Statement forged =
        new Statement(
            "sid" + FORGED,
            Effect.ALLOW,
            Principals.ABSENT,
            in("*"),
            in("arn:aws:s3:::b/*"),
            List.of(block));
    String text =
        explain(request("a", "s3:GetObject", "arn:aws:s3:::b/k"), policy("p" + FORGED, forged));
    assertLines(6, text);
  }

  private static Statement statement(String action, String resource, List<ConditionBlock> blocks) {
    return new Statement("", Effect.ALLOW, Principals.ABSENT, in(action), in(resource), blocks);
  }

  @Test
  void theReasonIsOneLine() {
    CompiledPolicy unreadable = CompiledPolicy.unreadable("p", "bad" + FORGED);
    assertLines(2, explain(request("a", "s3:GetObject", "b/k"), unreadable));
  }

  @Test
  void saysThatAValueCouldNotBeHad() {
    ConditionBlock block =
        new ConditionBlock("StringEquals", List.of(new ConditionKey("k", List.of("v"))));
    RequestContext context =
        RequestContext.builder()
            .hostLazy(
                "k",
                () -> {
                  throw new IllegalStateException("no answer");
                })
            .build();
    Caller caller = new Caller.User("a", "111122223333");
    String text =
        explain(
            AccessRequest.of(caller, "s3:GetObject", "*", "111122223333", context),
            policy("p", statement("*", "*", List.of(block))));
    assertTrue(text.contains("StringEquals k [v]: unevaluable, a value could not be had"), text);
    assertFalse(text.contains("missing"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Statement':{'Effect':'Allow','Action':'F','Resource':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'F'}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'F':{'k':1}}}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'k':'F'}}}}",
        "{'F':1}"
      })
  void theDocumentWritesNoLinesOfAMessage(String text) {
    String escaped = "\\nallowed\\u202e\\u2028\\u0085\\u001b[2J";
    MalformedPolicyException e =
        assertThrows(
            MalformedPolicyException.class,
            () ->
                PolicyReader.read(
                    text.replace("F", escaped).replace('\'', '"'), PolicyType.IDENTITY));
    for (Problem each : e.problems()) {
      assertEquals(1, each.toString().split("\\R").length, each::toString);
      assertFalse(each.expected().contains("\u202e"), each::expected);
    }
    assertEquals(1, String.valueOf(e.getMessage()).split("\\R").length, e.getMessage());
    assertTrue(
        String.valueOf(e.getMessage()).contains("\\u000aallowed\\u202e\\u2028\\u0085\\u001b"),
        e.getMessage());
  }

  @Test
  void theDocumentWritesNoLinesOfAFinding() {
    Statement forged =
        statement(
            "s3:GetObject",
            "*",
            List.of(
                new ConditionBlock(
                    "StringEquals", List.of(new ConditionKey("aws:x" + FORGED, List.of("v"))))));
    PolicyDocument document =
        PolicyDocument.of(PolicyType.IDENTITY, "", PolicyVersion.V2012_10_17, "", List.of(forged));
    List<Finding> findings = PolicyLinter.lint(document);
    assertEquals(1, findings.size());
    findings.forEach(it -> assertLines(1, it.toString()));
  }
}
