package io.sallyport.testkit;

import io.sallyport.bucket.BucketDirectory;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Tags;

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
  protected void deletePolicy(String bucket) {
    buckets.deletePolicy(bucket);
  }

  @Override
  protected void putObject(String bucket, String key, Tags tags) {
    buckets.putObject(bucket, key, tags);
  }

  @Override
  protected void breakDown() {
    buckets.breakDown();
  }
}
