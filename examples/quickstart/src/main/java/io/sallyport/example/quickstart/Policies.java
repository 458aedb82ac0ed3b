package io.sallyport.example.quickstart;

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
import io.sallyport.policy.explain.Explanation;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.lint.Finding;
import io.sallyport.policy.lint.PolicyLinter;
import java.util.List;

/** The policy engine alone, without a store. A page shows the bodies of these methods. */
final class Policies {
  private static final Caller ALICE =
      new Caller.User("arn:aws:iam::111122223333:user/alice", "111122223333");

  private Policies() {}

  static PolicyDocument read(String text) {
    // shown from here: read
    // A text that is no policy is refused, with every problem and its line and column.
    PolicyDocument document = PolicyReader.read(text, PolicyType.IDENTITY);
    // shown to here: read
    return document;
  }

  static Decision evaluate(PolicyDocument document) {
    // shown from here: evaluate
    CallerPolicies policies = CallerPolicies.unlimited(CompiledPolicy.compile("Photos", document));
    AccessRequest request =
        AccessRequest.of(
            ALICE,
            "s3:GetObject",
            "arn:aws:s3:::photos/cat.jpg",
            "111122223333", // the account that owns the bucket
            RequestContext.builder().host("aws:SourceIp", "192.0.2.7").build());
    Decision decision = PolicyEvaluator.create().decide(request, policies, ResourcePolicy.none());
    // shown to here: evaluate
    return decision;
  }

  static String explain(AccessRequest request, CallerPolicies policies) {
    // shown from here: explain
    Explanation why = Explanation.explain(request, policies, ResourcePolicy.none());
    String text = why.text(); // or why.json()
    // shown to here: explain
    return text;
  }

  static List<Finding> lint(PolicyDocument document) {
    // shown from here: lint
    List<Finding> findings = PolicyLinter.lint(document); // each with its place and how to mend it
    // shown to here: lint
    return findings;
  }
}
