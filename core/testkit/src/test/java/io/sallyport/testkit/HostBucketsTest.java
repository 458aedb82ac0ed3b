package io.sallyport.testkit;

import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.bucket.PublicAccessBlock;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;

/** The contract of a host's buckets, over those in a map: the plainest there are. */
class HostBucketsTest extends RemoteBucketDirectoryContract {
  private final HostBuckets buckets = made();

  HostBuckets made() {
    return new HostBuckets();
  }

  @Override
  protected BucketDirectory directory() {
    return buckets;
  }

  @Override
  protected void createBucket(String name, AccountId owner) {
    buckets.create(name, owner);
  }

  @Override
  protected void deleteBucket(String name) {
    buckets.delete(name);
  }

  @Override
  protected void putPolicy(String bucket, String policy) {
    buckets.putPolicy(bucket, policy);
  }

  @Override
  protected boolean spoilPolicy(String bucket) {
    buckets.putPolicy(bucket, "\u0000\u0000");
    return true;
  }

  @Override
  protected void deletePolicy(String bucket) {
    buckets.deletePolicy(bucket);
  }

  @Override
  protected void putObject(String bucket, String key, Tags tags) {
    buckets.putObject(bucket, key, tags);
  }

  @Override
  protected boolean putObject(String bucket, String key, AccountId writer) {
    buckets.putObject(bucket, key, writer);
    return true;
  }

  @Override
  protected void deleteObject(String bucket, String key) {
    buckets.deleteObject(bucket, key);
  }

  @Override
  protected boolean putBucketAcl(String bucket, AccessControlList list) {
    buckets.change(bucket, now -> now.withAcl(list));
    return true;
  }

  @Override
  protected boolean putObjectAcl(String bucket, String key, AccessControlList list) {
    buckets.putObjectAcl(bucket, key, list);
    return true;
  }

  @Override
  protected boolean putBucketTags(String bucket, Tags tags) {
    buckets.change(bucket, now -> now.withTags(tags));
    return true;
  }

  @Override
  protected boolean putPublicAccessBlock(String bucket, PublicAccessBlock block) {
    buckets.change(bucket, now -> now.withPublicAccessBlock(block));
    return true;
  }

  @Override
  protected boolean putPolicy(String bucket, String policy, Pins who) {
    PolicyText text = PolicyText.kept(policy, PolicyType.RESOURCE);
    buckets.change(bucket, now -> now.withPolicy(text, who));
    return true;
  }

  @Override
  protected void breakDown() {
    buckets.breakDown();
  }
}
