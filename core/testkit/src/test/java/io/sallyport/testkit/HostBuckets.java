package io.sallyport.testkit;

import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import io.sallyport.s3.ObjectVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A host's buckets, kept in the plainest way that is right. */
class HostBuckets implements BucketDirectory {
  final Map<String, Bucket> buckets = new HashMap<>();
  final Map<String, Tags> objects = new HashMap<>();
  private boolean isDown;

  synchronized void create(String name, AccountId owner) {
    buckets.put(name, Bucket.ownedBy(owner));
  }

  synchronized void delete(String name) {
    buckets.remove(name);
  }

  synchronized void putPolicy(String name, String policy) {
    buckets.computeIfPresent(
        name, (same, bucket) -> bucket.withPolicy(PolicyText.kept(policy, PolicyType.RESOURCE)));
  }

  synchronized void deletePolicy(String name) {
    buckets.computeIfPresent(name, (same, bucket) -> Bucket.ownedBy(bucket.owner().orElseThrow()));
  }

  synchronized void putObject(String bucket, String key, Tags tags) {
    objects.put(bucket + "/" + key, tags);
  }

  synchronized void breakDown() {
    isDown = true;
  }

  private void requireUp() {
    if (isDown) {
      throw new IllegalStateException("nobody can be asked");
    }
  }

  @Override
  public synchronized Optional<Bucket> find(String name) {
    requireUp();
    return Optional.ofNullable(buckets.get(name));
  }

  @Override
  public synchronized Tags objectTags(ObjectVersion object) {
    requireUp();
    return objects.getOrDefault(object.bucket() + "/" + object.key(), Tags.NONE);
  }
}
