package io.sallyport.entity;

import io.sallyport.identity.Holdings;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.Tags;
import io.sallyport.policy.eval.RequestContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The condition keys that tell of one call of IAM. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html">IAM's
 *     condition keys</a>
 */
final class CallFacts {
  private final RequestContext.Builder keys = RequestContext.builder();

  /** The tags of what the call is about. */
  CallFacts resource(Tags tags) {
    tags.describe("iam:ResourceTag/", keys);
    tags.describe("aws:ResourceTag/", keys);
    return this;
  }

  /** The tags that the call is to give. */
  CallFacts request(Tags tags) {
    tags.describe("aws:RequestTag/", keys);
    return tags.isEmpty() ? this : tagKeys(tags.keys());
  }

  /** The keys of the tags that the call is to give, or to take. */
  CallFacts tagKeys(Set<String> names) {
    keys.hostMultivalued("aws:TagKeys", List.copyOf(names));
    return this;
  }

  /** The managed policy that the call is to attach or detach. */
  CallFacts policy(PolicyArn policy) {
    keys.host("iam:PolicyARN", policy.value());
    return this;
  }

  /** The boundary that the call is to set. */
  CallFacts boundary(Optional<PolicyArn> policy) {
    policy.ifPresentOrElse(
        arn -> keys.host("iam:PermissionsBoundary", arn.value()),
        () -> keys.host("iam:PermissionsBoundary"));
    return this;
  }

  /** The boundary of whom the call is about. */
  CallFacts boundary(Holdings holdings) {
    return boundary(holdings.boundary());
  }

  RequestContext build() {
    return keys.build();
  }
}
