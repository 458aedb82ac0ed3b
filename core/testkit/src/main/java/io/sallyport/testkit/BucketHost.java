package io.sallyport.testkit;

import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.bucket.Grant;
import io.sallyport.bucket.Grantee;
import io.sallyport.bucket.PublicAccessBlock;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Pins;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.s3.ObjectVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the rules of {@link BucketDirectory} have a host do, and what its directory tells then. */
abstract class BucketHost {
  /** The bucket that the tests make. */
  static final String PHOTOS = "sallyport-photos";

  /** The directory, always the same within a test. */
  protected abstract BucketDirectory directory();

  /** Has the host make a bucket that isn't there. */
  protected abstract void createBucket(String name, AccountId owner);

  /** Has the host delete a bucket, which is empty. */
  protected abstract void deleteBucket(String name);

  /** Has the host put a bucket policy, in the place of the one that may be there. */
  protected abstract void putPolicy(String bucket, String policy);

  /**
   * Has what a host keeps as a bucket's policy become none, as a fault of a disk might.
   *
   * @return whether that can be done; by default it can't
   */
  protected boolean spoilPolicy(String bucket) {
    return false;
  }

  /** Has the host delete a bucket policy. */
  protected abstract void deletePolicy(String bucket);

  /** Has the host store an object, with these tags if objects have any. */
  protected abstract void putObject(String bucket, String key, Tags tags);

  /**
   * Has the host store an object that another account wrote than the bucket's owner, in the place
   * of the one that may be there, in a bucket that has an access control list.
   *
   * @return whether the host tells whose objects are; by default they are their bucket owners', and
   *     nothing is stored
   */
  protected boolean putObject(String bucket, String key, AccountId writer) {
    return false;
  }

  /** Has the host delete an object. */
  protected abstract void deleteObject(String bucket, String key);

  /**
   * Has the host put an access control list to a bucket.
   *
   * @return whether buckets have any; by default they don't
   */
  protected boolean putBucketAcl(String bucket, AccessControlList list) {
    return false;
  }

  /**
   * Has the host put an access control list to an object that is there, in a bucket that has one.
   *
   * @return whether objects have any; by default they don't
   */
  protected boolean putObjectAcl(String bucket, String key, AccessControlList list) {
    return false;
  }

  /**
   * Has the host put tags to a bucket, in the place of those that may be there.
   *
   * @return whether buckets have any; by default they don't
   */
  protected boolean putBucketTags(String bucket, Tags tags) {
    return false;
  }

  /**
   * Has the host say what of a bucket's public access is blocked.
   *
   * @return whether it can be; by default it can't
   */
  protected boolean putPublicAccessBlock(String bucket, PublicAccessBlock block) {
    return false;
  }

  /**
   * Has the host put a bucket policy with who is meant by its names.
   *
   * @return whether it keeps that, and the policy was put; by default it doesn't
   */
  protected boolean putPolicy(String bucket, String policy, Pins who) {
    return false;
  }

  /** Whether objects have tags; by default they do. */
  protected boolean hasObjectTags() {
    return true;
  }

  /** Accounts of the host, to own buckets; by default two. */
  protected List<AccountId> accounts() {
    return List.of(new AccountId("111122223333"), new AccountId("444455556666"));
  }

  AccountId account() {
    return accounts().get(0);
  }

  AccountId otherAccount() {
    return accounts().get(accounts().size() - 1);
  }

  AccessControlList privateList() {
    return AccessControlList.canned("private", account(), account());
  }

  /** Another list than any host makes of itself. */
  AccessControlList sharedList() {
    return new AccessControlList(
        List.of(new Grant(new Grantee.Account(account()), Grant.Right.READ)));
  }

  Bucket bucket() {
    return directory()
        .find(PHOTOS)
        .orElseThrow(() -> new AssertionError("rule 1: a bucket that is there isn't found"));
  }

  /** In no order: a host may keep them in any. */
  Set<Tag> tags(String key) {
    return Set.copyOf(directory().objectTags(object(key)).pairs());
  }

  Optional<AccessControlList> list(String key) {
    return directory().objectAcl(object(key));
  }

  /** Whose an object is that is there: if nobody is told, the bucket's owner. */
  AccountId ownerOfThere(String key) {
    return owner(key).or(() -> bucket().owner()).orElseThrow();
  }

  Optional<AccountId> owner(String key) {
    return directory().objectOwner(object(key));
  }

  private static ObjectVersion object(String key) {
    return new ObjectVersion(PHOTOS, key, Optional.empty());
  }
}
