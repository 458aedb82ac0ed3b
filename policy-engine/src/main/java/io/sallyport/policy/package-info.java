/**
 * What a policy document says: the model that the reader makes and the evaluator compiles.
 *
 * <p>Read a document:
 *
 * <pre>{@code
 * PolicyDocument document = PolicyReader.read(text, PolicyType.IDENTITY);
 * }</pre>
 *
 * <p>Decide a request; keep the policies, they are immutable:
 *
 * <pre>{@code
 * CallerPolicies policies = CallerPolicies.unlimited(CompiledPolicy.compile("Photos", document));
 * AccessRequest request =
 *     AccessRequest.of(
 *         alice, "s3:GetObject", "arn:aws:s3:::photos/cat.jpg", "111122223333", RequestContext.empty());
 * Decision decision = PolicyEvaluator.create().decide(request, policies, ResourcePolicy.none());
 * }</pre>
 *
 * <p>Ask why:
 *
 * <pre>{@code
 * String why = Explanation.explain(request, policies, ResourcePolicy.none()).text();
 * }</pre>
 *
 * <p>See what is hardly meant:
 *
 * <pre>{@code
 * List<Finding> findings = PolicyLinter.lint(document);
 * }</pre>
 */
@NullMarked
package io.sallyport.policy;

import org.jspecify.annotations.NullMarked;
