package io.sallyport.gate;

import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.error.IamException;
import io.sallyport.error.S3RequestException;
import io.sallyport.error.UnavailableException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Tags;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.principal.BreakGlass;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.Principal;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.wire.S3Arn;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The buckets and objects that one request is about: each is looked up once, and is what it was
 * then. Thread-safe.
 */
final class AskedBuckets {
  private static final String CREATION = "s3:CreateBucket";

  /** As keys are compared, so that it isn't written anew for each request. */
  private static final String VERSION = "s3:versionid";

  private final Buckets all;
  private final Principal caller;
  private final Made made;

  private final Map<String, Optional<Bucket>> found = new ConcurrentHashMap<>();
  private final Map<ObjectVersion, Tags> tags = new ConcurrentHashMap<>();
  private final Map<ObjectVersion, Optional<AccessControlList>> acls = new ConcurrentHashMap<>();
  private final Map<ObjectVersion, Optional<AccountId>> owners = new ConcurrentHashMap<>();
  private volatile Optional<UnavailableException> outage = Optional.empty();

  AskedBuckets(Buckets all, Principal caller, Made made) {
    this.all = all;
    this.caller = caller;
    this.made = made;
  }

  Principal caller() {
    return caller;
  }

  /**
   * What a permission of the request is about. A list of buckets, a bucket that is to be made, and
   * one that isn't there are nobody else's: the caller's own policies alone say whether it may.
   */
  Target target(String action, String resource, RequestContext conditions) {
    if (all.directory().isEmpty()) {
      return new Owned(all.account(), grants(along(action, resource)));
    }
    Optional<String> name = S3Arn.bucket(resource);
    if (name.isEmpty()) {
      return ofNoBucket(action, resource);
    }
    if (made.bucket().equals(name) || action.equalsIgnoreCase(CREATION)) {
      return owned(caller.account());
    }
    return find(name.get())
        .map(bucket -> there(bucket, action, resource, conditions))
        .orElseGet(() -> new Owned(caller.account(), grants(along(action, resource))));
  }

  /**
   * What a further question is about: of what isn't there, or can't be, a host is granted nothing,
   * and what is there is whose it is, though the request is to make it.
   */
  Target further(String action, String resource, RequestContext conditions) {
    Optional<String> name = S3Arn.bucket(resource);
    if (all.directory().isEmpty() || name.isEmpty() || action.equalsIgnoreCase(CREATION)) {
      return target(action, resource, conditions);
    }
    boolean canBe = S3Arn.key(resource).isEmpty() || object(resource, conditions).isPresent();
    Optional<Bucket> bucket = find(name.get()).filter(known -> canBe);
    if (bucket.isPresent()) {
      return there(bucket.get(), action, resource, conditions);
    }
    return canBe && made.bucket().equals(name)
        ? target(action, resource, conditions)
        : ofUnknownOwner(action, resource);
  }

  /** A bucket that is there, or an object in it, which may be another account's. */
  private Target there(Bucket bucket, String action, String resource, RequestContext conditions) {
    BucketTarget target = new BucketTarget(all, this, bucket, action, resource, conditions);
    boolean counts = target.isOfObjectsOwner() && !made.comesWithIt(action, resource);
    if (!counts || bucket.acl().isEmpty()) {
      return target;
    }
    return object(resource, conditions)
        .flatMap(this::owner)
        .filter(owner -> !bucket.owner().equals(Optional.of(owner)))
        .<Target>map(owner -> new OthersObject(target, owner))
        .orElse(target);
  }

  /** The object that is meant; empty if the bucket itself is, or nothing that could be there. */
  static Optional<ObjectVersion> object(String resource, RequestContext conditions) {
    Optional<String> key = S3Arn.key(resource);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    String name = S3Arn.bucket(resource).orElseThrow();
    List<String> version = conditions.known(VERSION);
    try {
      return Optional.of(
          new ObjectVersion(
              name, key.get(), version.isEmpty() ? Optional.empty() : Optional.of(version.get(0))));
    } catch (S3RequestException e) {
      return Optional.empty();
    }
  }

  private Target ofNoBucket(String action, String resource) {
    if (!action.toLowerCase(Locale.ROOT).startsWith("s3:")) {
      return owned(all.account());
    }
    return S3Arn.isAll(resource) ? owned(caller.account()) : ofUnknownOwner(action, resource);
  }

  private Target ofUnknownOwner(String action, String resource) {
    return new BucketTarget(
        all, this, Bucket.ofUnknownOwner(), action, resource, RequestContext.empty());
  }

  /** What grants the right to put on an object what comes with it, if anything does. */
  List<NamedPolicy> along(String action, String resource) {
    return made.along(action, resource).map(List::of).orElse(List.of());
  }

  private ResourcePolicy grants(List<NamedPolicy> policies) {
    return all.policies().ofResource(policies);
  }

  private static Owned owned(AccountId account) {
    return new Owned(account, ResourcePolicy.none());
  }

  /** That a bucket which is asked about isn't there, if so. */
  Optional<IamException> missing(Optional<String> bucket) {
    return bucket
        .filter(name -> all.directory().isPresent() && !made.bucket().equals(bucket))
        .filter(name -> find(name).isEmpty())
        .map(S3RequestException::noSuchBucket);
  }

  /** Whether everybody may know that a bucket isn't there. */
  boolean tellsMissing() {
    return all.tellsMissing();
  }

  /** Whether a bucket is an account's; one that is to be made is the caller's. */
  boolean isOwnedBy(String bucket, String account) {
    return owner(bucket).filter(id -> id.value().equals(account)).isPresent();
  }

  private Optional<AccountId> owner(String bucket) {
    if (caller instanceof BreakGlass) {
      return Optional.empty(); // Nobody is asked.
    }
    if (all.directory().isEmpty()) {
      return Optional.of(all.account());
    }
    return made.bucket().equals(Optional.of(bucket))
        ? Optional.of(caller.account())
        : find(bucket).flatMap(Bucket::owner);
  }

  /** Whether a bucket of the caller's own account may allow what the caller's policies don't. */
  boolean mayGrant(Optional<String> bucket) {
    return bucket
        .filter(name -> all.directory().isPresent())
        .flatMap(this::find)
        .filter(known -> known.owner().equals(Optional.of(caller.account())))
        .filter(known -> known.policy().isPresent() || known.acl().isPresent())
        .isPresent();
  }

  private Optional<Bucket> find(String name) {
    return found.computeIfAbsent(name, directory()::find);
  }

  /** The tags of an object. */
  Tags tags(ObjectVersion object) {
    return tags.computeIfAbsent(
        object, asked -> answered(() -> directory().objectTags(all.known(asked))));
  }

  /** The access control list of an object. */
  Optional<AccessControlList> acl(ObjectVersion object) {
    return acls.computeIfAbsent(
        object, asked -> answered(() -> directory().objectAcl(all.known(asked))));
  }

  private Optional<AccountId> owner(ObjectVersion object) {
    return owners.computeIfAbsent(
        object, asked -> answered(() -> directory().objectOwner(all.known(asked))));
  }

  /**
   * Requires that the host answered all that it was asked: a denial for want of an answer is no
   * denial.
   *
   * @throws UnavailableException if it didn't
   */
  void requireAnswers() {
    if (outage.isPresent()) {
      throw outage.get();
    }
  }

  private <T> T answered(Supplier<T> question) {
    try {
      return question.get();
    } catch (UnavailableException e) {
      outage = Optional.of(e);
      throw e;
    }
  }

  private BucketDirectory directory() {
    return all.directory().orElseThrow();
  }
}
