package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.json.PolicyWriter;
import io.sallyport.policy.lint.PolicyLinter;

/** Whatever is thrown at reader and evaluator, only the declared exception comes back. */
class PolicyFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void onlyTheDeclaredExceptionComesBack(FuzzedDataProvider data) {
    PolicyType type = data.pickValue(PolicyType.values());
    String action = "s3:" + FuzzedDocument.text(data);
    String resource = "arn:aws:s3:::" + FuzzedDocument.text(data);
    RequestContext context =
        RequestContext.builder()
            .host("k", FuzzedDocument.text(data), FuzzedDocument.text(data))
            .build();
    String text =
        data.consumeBoolean() ? FuzzedDocument.draw(data) : data.consumeRemainingAsString();
    try {
      PolicyDocument document = PolicyReader.read(text, type);
      assertEquals(document, PolicyReader.read(PolicyWriter.write(document), type));
      PolicyLinter.lint(document);
      decide(document, Ask.request(action, resource, context));
    } catch (MalformedPolicyException e) {
      assertFalse(e.problems().isEmpty());
    }
  }

  private static void decide(PolicyDocument document, AccessRequest request) {
    CompiledPolicy policy = CompiledPolicy.compile("p", document);
    Policies.Builder builder = Policies.builder();
    Policies policies =
        switch (document.type()) {
          case RESOURCE -> builder.resource(policy).build();
          case TRUST -> builder.trust(policy).build();
          default -> builder.identity(policy).build();
        };
    Decision first = Ask.decide(policies, request);
    assertEquals(first, Ask.decide(policies, request));
    assertEquals(
        first,
        PolicyEvaluator.create().trace(request, policies.caller(), policies.resource()).decision());
  }
}
