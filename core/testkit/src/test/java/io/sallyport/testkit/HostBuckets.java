package io.sallyport.testkit;

import io.sallyport.bucket.AccessControlList;
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
import java.util.function.UnaryOperator;

/** A host's buckets, kept in the plainest way that is right. */
class HostBuckets implements BucketDirectory {
  final Map<String, Bucket> buckets = new HashMap<>();
  final Map<String, Tags> objects = new HashMap<>();
  final Map<String, AccessControlList> lists = new HashMap<>();
  final Map<String, AccountId> writers = new HashMap<>();
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
    buckets.computeIfPresent(name, (same, bucket) -> without(bucket));
  }

  private static Bucket without(Bucket bucket) {
    Bucket without =
        Bucket.ownedBy(bucket.owner().orElseThrow())
            .withTags(bucket.tags())
            .withPublicAccessBlock(bucket.publicAccessBlock());
    return bucket.acl().map(without::withAcl).orElse(without);
  }

  synchronized void change(String name, UnaryOperator<Bucket> change) {
    buckets.computeIfPresent(name, (same, bucket) -> change.apply(bucket));
  }

  synchronized void putObject(String bucket, String key, Tags tags) {
    objects.put(bucket + "/" + key, tags);
    lists.remove(bucket + "/" + key);
    writers.remove(bucket + "/" + key);
  }

  synchronized void putObject(String bucket, String key, AccountId writer) {
    putObject(bucket, key, Tags.NONE);
    writers.put(bucket + "/" + key, writer);
  }

  synchronized void deleteObject(String bucket, String key) {
    objects.remove(bucket + "/" + key);
    lists.remove(bucket + "/" + key);
    writers.remove(bucket + "/" + key);
  }

  synchronized void putObjectAcl(String bucket, String key, AccessControlList list) {
    lists.put(bucket + "/" + key, list);
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

  @Override
  public synchronized Optional<AccessControlList> objectAcl(ObjectVersion object) {
    requireUp();
    return Optional.ofNullable(lists.get(object.bucket() + "/" + object.key()));
  }

  @Override
  public synchronized Optional<AccountId> objectOwner(ObjectVersion object) {
    requireUp();
    return Optional.ofNullable(writers.get(object.bucket() + "/" + object.key()));
  }
}
