package io.sallyport.testkit;

import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.PublicAccessBlock;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.lint.PublicAccess;
import io.sallyport.s3.ObjectVersion;
import java.util.Comparator;
import java.util.Optional;

/** Directories of a host's buckets that are right in another way than the plainest. */
final class RightBuckets {
  private RightBuckets() {}

  /** As AWS's, a new bucket is blocked, and what a block forbids isn't put. */
  static class BlockedAtFirst extends HostBuckets {
    @Override
    synchronized void create(String name, AccountId owner) {
      super.create(name, owner);
      change(name, bucket -> bucket.withPublicAccessBlock(PublicAccessBlock.ALL));
    }

    @Override
    synchronized void putPolicy(String name, String policy) {
      PolicyText text = PolicyText.kept(policy, PolicyType.RESOURCE);
      PublicAccessBlock block = find(name).orElseThrow().publicAccessBlock();
      if (block.blockPublicPolicy() && PublicAccess.isPublic(text.document())) {
        throw new IllegalArgumentException("public policies are blocked");
      }
      super.putPolicy(name, policy);
    }
  }

  /** Whatever the order in which they were put. */
  static class TagsByTheirKeys extends HostBuckets {
    @Override
    public synchronized Tags objectTags(ObjectVersion object) {
      return new Tags(
          super.objectTags(object).pairs().stream()
              .sorted(Comparator.comparing(Tag::key))
              .toList());
    }
  }

  static class TellsOfOtherOwnersAlone extends HostBuckets {
    @Override
    public synchronized Optional<AccountId> objectOwner(ObjectVersion object) {
      return super.objectOwner(object)
          .filter(
              owner -> !find(object.bucket()).flatMap(Bucket::owner).equals(Optional.of(owner)));
    }
  }
}
