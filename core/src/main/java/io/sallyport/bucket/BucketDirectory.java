package io.sallyport.bucket;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.Tags;
import io.sallyport.s3.ObjectVersion;
import java.util.Optional;

/**
 * The host's buckets. Asked once for each bucket of each request, twice if the decision depends on
 * its body, and so quick: a host whose buckets are costly to look up keeps what it found, and
 * forgets it when it changes.
 *
 * <ol>
 *   <li><b>A name is one bucket's,</b> letter by letter; whatever else a request has for one is
 *       nobody's.
 *   <li><b>An answer is of now.</b> Nothing of it is kept here but what policies compile to, by
 *       their texts. What a host changes acts at the next request, on all its nodes; a bucket that
 *       is made again has nothing of the old one.
 *   <li><b>A bucket is its owner's.</b> Of one whose owner can't be told, that is said: it is then
 *       of another account than whoever asks.
 *   <li><b>A policy is as it was put,</b> letter by letter; one that can't be read any more is
 *       given as it is, and denies.
 *   <li><b>What is told of an object is of that very one;</b> of one that isn't there, nothing.
 *   <li><b>What can't be told is thrown.</b> An exception refuses the request with 503, and clients
 *       try again; no bucket is found only where there is none, and no policy only where there is
 *       none.
 *   <li><b>It is thread-safe.</b> Answers are of one moment.
 * </ol>
 *
 * <p>A test of each rule is in {@code sallyport-testkit}, {@code BucketDirectoryContract}.
 */
@FunctionalInterface
public interface BucketDirectory {

  /**
   * A bucket as it is now; empty if there is none. A request for one that isn't there never comes
   * to the host: who may know is answered with {@code NoSuchBucket}. Of a bucket that is there but
   * whose owner can't be told, say {@link Bucket#ofUnknownOwner}.
   *
   * @param name as the request has it, which may be none that a bucket can have
   */
  Optional<Bucket> find(String name);

  /**
   * The tags of an object, for conditions on {@code s3:ExistingObjectTag/}; asked for only if a
   * policy has one, once for each object of each request. None if there is no such object. By
   * default objects have none.
   *
   * @param object without a version if the host was said to have none
   */
  default Tags objectTags(ObjectVersion object) {
    return Tags.NONE;
  }

  /**
   * The access control list of an object; empty if it has none, or if there is no such object.
   * Asked for only if its bucket has one, and if nothing else decides. By default objects have
   * none.
   *
   * @param object without a version if the host was said to have none
   */
  default Optional<AccessControlList> objectAcl(ObjectVersion object) {
    return Optional.empty();
  }

  /**
   * The account whose object it is, where that may be another than the bucket's owner: the one that
   * wrote it, as {@link io.sallyport.access.AccessAnswer.Granted#account()} told then. Of what
   * nobody signed for, and of what was written while the bucket had no list, that is the bucket's
   * owner, and stays so when it has one again. Of such an object the owner of the bucket decides
   * whether it is deleted, replaced or restored. All else is its own owner's: the bucket's policy
   * grants nothing of it, though it may deny, and the bucket's owner may do with it what the
   * object's own list says. Empty if there is no such object; of one that is the bucket owner's,
   * empty says that, too.
   *
   * <p>Asked for only if its bucket has an access control list, and once for each object of a
   * request; not for what the bucket's owner decides. By default all objects are their bucket
   * owners': if users write into each other's buckets, the buckets' owners read what they wrote.
   *
   * @param object without a version if the host was said to have none
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html">How
   *     Amazon S3 authorizes a request for an object operation</a>
   */
  default Optional<AccountId> objectOwner(ObjectVersion object) {
    return Optional.empty();
  }
}
