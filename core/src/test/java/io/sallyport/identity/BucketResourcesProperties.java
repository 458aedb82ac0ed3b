package io.sallyport.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.json.PolicyReader;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A bucket's policy is taken for that bucket where its patterns count for it, and nowhere else. */
class BucketResourcesProperties {

  @Property
  void aPatternIsOfTheBucketsThatItMatches(
      @ForAll("patterns") String pattern, @ForAll("names") String bucket) {
    boolean expected = matches(pattern, bucket);
    assertEquals(expected, BucketResources.areOf(bucket, policy(pattern)));
    assertEquals(expected, BucketResources.areOf(bucket, policy(pattern + "/a*b?/*")));
  }

  /** As it is decided. */
  private static boolean matches(String pattern, String bucket) {
    return PolicyEvaluator.create()
        .decide(
            AccessRequest.of(
                new Caller.User("arn:aws:iam:::user/u", ""),
                "s3:ListBucket",
                "arn:aws:s3:::" + bucket,
                "",
                RequestContext.empty()),
            CallerPolicies.unlimited(CompiledPolicy.compile("P", policy(pattern))),
            ResourcePolicy.none())
        .isAllowed();
  }

  private static PolicyDocument policy(String pattern) {
    String text =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",
        "Resource":"arn:aws:s3:::%s"}}\
        """
            .formatted(pattern);
    return PolicyReader.read(text, PolicyType.IDENTITY);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ab").ofMinLength(3).ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("a", "b", "ab", "ba", "*", "?", "${*}", "${aws:username}")
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(BucketResourcesProperties::joined);
  }

  private static String joined(List<String> pieces) {
    return String.join("", pieces);
  }
}
