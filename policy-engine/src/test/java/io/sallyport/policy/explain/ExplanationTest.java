package io.sallyport.policy.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.lint.Finding;
import io.sallyport.policy.lint.PolicyLinter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final String TEXT =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Sid": "Other", "Effect": "Allow", "Action": "s3:Put*", "Resource": "*"},
        {"Sid": "Far", "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::other/*"},
        {"Sid": "Home", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*",
         "Condition": {"StringEquals": {"aws:PrincipalTag/team": ["red", "blue"]}}}]}
      """;

  private static Explanation explain(RequestContext context) {
    return explain(TEXT, "arn:aws:s3:::b/k", context);
  }

  private static Explanation explain(String text, String resource, RequestContext context) {
    CompiledPolicy policy =
        CompiledPolicy.compile("ReadHome", PolicyReader.read(text, PolicyType.IDENTITY));
    Caller alice = new Caller.User("arn:aws:iam::111122223333:user/alice", "111122223333");
    return Explanation.explain(
        AccessRequest.of(alice, "s3:GetObject", resource, "111122223333", context),
        CallerPolicies.unlimited(policy),
        ResourcePolicy.none());
  }

  @Test
  void saysWhichKeyWasMissing() {
    assertEquals(
        """
        s3:GetObject on arn:aws:s3:::b/k by User[arn=arn:aws:iam::111122223333:user/alice, \
        account=111122223333]:
        denied, since nothing in the identity layer allows it
        identity:
          ReadHome #0 Other, Allow: is about other actions, Action s3:Put*
          ReadHome #1 Far, Allow: is about other resources, Resource arn:aws:s3:::other/*
          ReadHome #2 Home, Allow: has a condition that doesn't hold, \
        Action s3:Get*, Resource arn:aws:s3:::b/*
            StringEquals aws:PrincipalTag/team [red, blue]: fails, the key is missing
        """,
        explain(RequestContext.empty()).text());
  }

  @Test
  void saysTheSameToPrograms() throws JsonProcessingException {
    RequestContext context = RequestContext.builder().host("AWS:principaltag/TEAM", "red").build();
    Explanation explanation = explain(context);
    assertTrue(explanation.decision().isAllowed());
    JsonNode json = new ObjectMapper().readTree(explanation.json());
    assertEquals("ALLOW", json.get("decision").asText());
    JsonNode home = json.at("/layers/0/statements/2");
    assertEquals("applies", home.get("outcome").asText());
    assertEquals("s3:Get*", home.get("action").asText());
    assertEquals("arn:aws:s3:::b/*", home.get("resource").asText());
    assertEquals("red", home.at("/conditions/0/requestValues/0").asText());
    assertEquals("holds", home.at("/conditions/0/result").asText());
  }

  @Test
  void saysWhichEntryMatchedAndWhatVariablesWere() {
    String text =
        """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": ["s3:Put*", "s3:Get*"],
           "Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/${aws:username}/*"],
           "Condition": {"StringLike": {"team": "${aws:PrincipalTag/team}"}}},
          {"Effect": "Deny", "NotAction": "s3:Put*", "Resource": "arn:aws:s3:::b/${unasked}/x"},
          {"Effect": "Deny", "NotAction": "s3:Get*", "NotResource": "*"}]}
        """;
    RequestContext context =
        RequestContext.builder()
            .host("aws:username", "alice")
            .hostLazy("aws:PrincipalTag/team", () -> List.of("red"))
            .hostLazy("unasked", () -> List.of("never"))
            .caller("team", "red")
            .build();
    String explained = explain(text, "arn:aws:s3:::b/alice/k", context).text();
    assertEquals(
        """
        allowed by statement 0 of identity policy "ReadHome"
        identity:
          ReadHome #0, Allow: applies, Action s3:Get*, Resource arn:aws:s3:::b/${aws:username}/*
            ${aws:principaltag/team} is [red]
            ${aws:username} is [alice]
            StringLike team [${aws:PrincipalTag/team}]: holds, the request has [red]
          ReadHome #1, Deny: is about other resources, Resource arn:aws:s3:::b/${unasked}/x
            ${unasked} is [never]
          ReadHome #2, Deny: is about other actions, NotAction s3:Get*
        """,
        explained.substring(explained.indexOf('\n') + 1));
  }

  @Test
  void asksForNoVariableOfItsOwnAccord() {
    String text =
        """
        {"Version": "2012-10-17", "Statement":
          {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::other/${aws:username}/*"}}
        """;
    RequestContext context =
        RequestContext.builder()
            .hostLazy(
                "aws:username",
                () -> {
                  throw new IllegalStateException("asked");
                })
            .build();
    String explained = explain(text, "arn:aws:s3:::b/alice/k", context).text();
    assertTrue(explained.contains("nothing in the identity layer allows it"), explained);
  }

  @Test
  void shortensLongLists() {
    String text =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*",
          "Action": ["s3:PutA", "s3:PutB", "s3:PutC", "s3:PutD", "s3:PutE", "s3:PutF", "s3:PutG"]}}
        """;
    String explained = explain(text, "arn:aws:s3:::b/k", RequestContext.empty()).text();
    assertTrue(explained.contains("s3:PutD, s3:PutE and 2 more\n"), explained);
  }

  @Test
  void saysWhatCouldNotBeHad() {
    RequestContext context =
        RequestContext.builder()
            .hostLazy(
                "aws:PrincipalTag/team",
                () -> {
                  throw new IllegalStateException("no answer");
                })
            .build();
    String text = explain(context).text();
    assertTrue(text.contains("denied, since it could not be evaluated"), text);
    assertTrue(text.contains("asks for a value that could not be had"), text);
  }

  /** The four examples of the documentation. */
  @Test
  void theExamplesOfTheDocumentationRun() {
    PolicyDocument document =
        PolicyReader.read(
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::photos/*\"}}",
            PolicyType.IDENTITY);

    CallerPolicies policies = CallerPolicies.unlimited(CompiledPolicy.compile("Photos", document));
    Caller alice = new Caller.User("arn:aws:iam::111122223333:user/alice", "111122223333");
    AccessRequest request =
        AccessRequest.of(
            alice,
            "s3:GetObject",
            "arn:aws:s3:::photos/cat.jpg",
            "111122223333",
            RequestContext.empty());
    Decision decision = PolicyEvaluator.create().decide(request, policies, ResourcePolicy.none());
    assertTrue(decision.isAllowed());

    String why = Explanation.explain(request, policies, ResourcePolicy.none()).text();
    assertTrue(why.contains("allowed by statement 0 of identity policy \"Photos\""), why);

    List<Finding> findings = PolicyLinter.lint(document);
    assertTrue(findings.isEmpty());
  }
}
