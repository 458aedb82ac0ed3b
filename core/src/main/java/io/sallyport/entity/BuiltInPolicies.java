package io.sallyport.entity;

import io.sallyport.identity.EntityPath;
import io.sallyport.identity.ManagedPolicyId;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The policies that every account has, with the documents that AWS gives them as far as they speak
 * of IAM and S3.
 *
 * @see <a href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html">
 *     AWS managed policies</a>
 */
final class BuiltInPolicies {
  private static final Instant DATE = Instant.parse("2015-02-06T18:40:00Z");

  private static final SortedMap<String, StoredPolicy> BY_ARN =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.ofEntries(
                  policy("AmazonS3FullAccess", "ANPAIFIR6V6BVTRAHWINE", "\"s3:*\""),
                  policy(
                      "AmazonS3ReadOnlyAccess",
                      "ANPAIZTJ4DXE7G6AGAE6M",
                      "[\"s3:Get*\", \"s3:List*\", \"s3:Describe*\"]"),
                  policy("IAMFullAccess", "ANPAI7XKCFMBPM3QQRRVQ", "\"iam:*\""),
                  policy(
                      "IAMReadOnlyAccess",
                      "ANPAJKSO7NDY4T57MWDSQ",
                      "[\"iam:Get*\", \"iam:List*\", \"iam:Simulate*\"]"))));

  private BuiltInPolicies() {}

  static Optional<StoredPolicy> find(PolicyArn arn) {
    return Optional.ofNullable(BY_ARN.get(arn.value()));
  }

  /** All of them, by name. */
  static Collection<StoredPolicy> all() {
    return BY_ARN.values();
  }

  private static Map.Entry<String, StoredPolicy> policy(String name, String id, String actions) {
    String text =
        """
        {
          "Version": "2012-10-17",
          "Statement": [{"Effect": "Allow", "Action": %s, "Resource": "*"}]
        }
        """
            .formatted(actions);
    PolicyArn arn = PolicyArn.builtIn(name);
    StoredPolicy policy =
        new StoredPolicy(
            new ManagedPolicyId(id),
            arn.name(),
            EntityPath.ROOT,
            "",
            DATE,
            DATE,
            Tags.NONE,
            1,
            new TreeMap<>(Map.of(1, DATE)),
            PolicyVersionId.of(1),
            PolicyText.kept(text, PolicyType.MANAGED));
    return Map.entry(arn.value(), policy);
  }
}
