package io.sallyport.example.objectstore.kept;

import io.sallyport.Sallyport;
import io.sallyport.arn.Arn;
import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.bucket.Grant;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserName;
import io.sallyport.s3.ObjectVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells the access decision what is kept of buckets and objects. Thread-safe. */
public final class KeptDirectory implements BucketDirectory {
  private final KeptBuckets buckets;
  private final KeptObjects objects;
  private final Supplier<Sallyport> sallyport;

  /**
   * Over what is kept.
   *
   * @param sallyport knows who is still there of those whom something was granted to
   */
  public KeptDirectory(KeptBuckets buckets, KeptObjects objects, Supplier<Sallyport> sallyport) {
    this.buckets = buckets;
    this.objects = objects;
    this.sallyport = sallyport;
  }

  @Override
  public Optional<Bucket> find(String name) {
    return buckets.find(name).map(this::bucket);
  }

  private Bucket bucket(KeptBucket kept) {
    Bucket bucket =
        Bucket.ownedBy(kept.account())
            .withTags(TagPair.toTags(kept.tags()))
            .withPublicAccessBlock(kept.block());
    if (kept.policy().isThere()) {
      bucket = bucket.withPolicy(kept.policy().toText(), kept.policy().toPins());
    }
    if (kept.policy().isConfirmed()) {
      bucket = bucket.bindingRoot();
    }
    return kept.hasAcls() ? bucket.withAcl(acl(kept.grants())) : bucket;
  }

  @Override
  public Tags objectTags(ObjectVersion object) {
    return objects
        .looks()
        .unlessPlain(object.bucket(), object.key())
        .map(found -> TagPair.toTags(found.object().tags()))
        .orElse(Tags.NONE);
  }

  @Override
  public Optional<AccessControlList> objectAcl(ObjectVersion object) {
    return objects
        .looks()
        .at(object.bucket(), object.key())
        .map(found -> acl(found.object().grants()));
  }

  /** In a plain bucket, no object has another owner than the bucket. */
  @Override
  public Optional<AccountId> objectOwner(ObjectVersion object) {
    return objects
        .looks()
        .unlessPlain(object.bucket(), object.key())
        .map(found -> found.object().account());
  }

  private AccessControlList acl(List<KeptGrant> grants) {
    List<Grant> there = new ArrayList<>();
    for (KeptGrant grant : grants) {
      if (isThere(grant)) {
        there.add(grant.toGrant());
      }
    }
    return new AccessControlList(there);
  }

  /** Whoever came to have the name of a user that something was granted to is another. */
  private boolean isThere(KeptGrant grant) {
    if (grant.kind() != KeptGrant.Kind.USER) {
      return true;
    }
    Arn arn = Arn.parse(grant.grantee());
    String path = arn.resource();
    return sallyport
        .get()
        .in(new AccountId(arn.account()))
        .users()
        .find(new UserName(path.substring(path.lastIndexOf('/') + 1)))
        .filter(user -> user.id().value().equals(grant.userId()) && user.arn().equals(arn))
        .isPresent();
  }
}
