package io.sallyport.bucket;

import io.sallyport.identity.Tags;
import io.sallyport.s3.ObjectVersion;
import java.util.Optional;

/**
 * The host's buckets. Thread-safe; asked once for each bucket of each request, twice if the
 * decision depends on its body, and so quick: a host whose buckets are costly to look up keeps what
 * it found, and forgets it when it changes. What it throws is a refusal with 503: clients try
 * again.
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
}
