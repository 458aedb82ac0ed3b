package io.sallyport.gate;

import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Bucket;
import io.sallyport.identity.Tags;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.wire.S3Arn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A bucket that is there, or an object in it, as one permission is about it.
 *
 * @param conditions of the permission, which may tell the version of the object
 */
record BucketTarget(
    Buckets all,
    AskedBuckets asked,
    Bucket bucket,
    String action,
    String resource,
    RequestContext conditions)
    implements Target {
  /** What no account has for its id, so that no caller is of it. */
  private static final String UNKNOWN = "?";

  /** Condition keys of tags, by what they begin with. */
  private enum TagKeys {
    EXISTING_OBJECT("s3:ExistingObjectTag/"),
    RESOURCE("s3:ResourceTag/"),
    BUCKET("s3:BucketTag/"),
    GLOBAL("aws:ResourceTag/");

    private final String prefix;

    /** As keys are compared, so that it isn't written anew for each request. */
    private final String lowerCase;

    TagKeys(String prefix) {
      this.prefix = prefix;
      this.lowerCase = prefix.toLowerCase(Locale.ROOT);
    }
  }

  /** What is about an object that is there, and may depend on its tags. */
  private static final Set<String> OF_EXISTING =
      inAnyCase(
          "s3:DeleteObjectTagging",
          "s3:DeleteObjectVersionTagging",
          "s3:GetObject",
          "s3:GetObjectAcl",
          "s3:GetObjectAttributes",
          "s3:GetObjectTagging",
          "s3:GetObjectVersion",
          "s3:GetObjectVersionAcl",
          "s3:GetObjectVersionAttributes",
          "s3:GetObjectVersionTagging",
          "s3:PutObjectAcl",
          "s3:PutObjectTagging",
          "s3:PutObjectVersionAcl",
          "s3:PutObjectVersionTagging");

  /** What the bucket's owner decides of an object in it, whosever that is. */
  private static final Set<String> OF_BUCKET =
      inAnyCase(
          "s3:AbortMultipartUpload",
          "s3:BypassGovernanceRetention",
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
          "s3:ReplicateDelete",
          "s3:ReplicateObject",
          "s3:RestoreObject");

  /** The owner's root user may mend a policy that shuts everybody out, unless it is bound, too. */
  private static final Set<String> OF_ROOT =
      inAnyCase("s3:DeleteBucketPolicy", "s3:GetBucketPolicy", "s3:PutBucketPolicy");

  private static Set<String> inAnyCase(String... actions) {
    Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    all.addAll(List.of(actions));
    return Collections.unmodifiableSet(all);
  }

  @Override
  public String account() {
    return bucket.owner().isPresent() ? bucket.owner().get().value() : UNKNOWN;
  }

  /**
   * Its owner and its tags. {@code s3:ResourceTag/} is Ceph's: the tags of the object, if the
   * permission is about one that is there, and else those of the bucket.
   */
  @Override
  public RequestContext keys() {
    RequestContext keys =
        RequestContext.whenAsked(
            own -> bucket.owner().ifPresent(owner -> RequestFacts.writeOwner(owner, own)));
    boolean isOfExisting = OF_EXISTING.contains(action);
    if (isOfExisting) {
      keys =
          keys.over(tags(TagKeys.EXISTING_OBJECT, this::objectTags))
              .over(tags(TagKeys.RESOURCE, this::objectTags));
    }
    if (bucket.tags().isEmpty()) {
      return keys;
    }
    keys = keys.over(tags(TagKeys.BUCKET, bucket::tags));
    if (!isOfExisting) {
      keys = keys.over(tags(TagKeys.RESOURCE, bucket::tags));
    }
    return S3Arn.key(resource).isPresent() ? keys : keys.over(tags(TagKeys.GLOBAL, bucket::tags));
  }

  /** Whether whose an object is counts, and not only whose bucket it is in. */
  boolean isOfObjectsOwner() {
    return !OF_BUCKET.contains(action);
  }

  private static RequestContext tags(TagKeys of, Supplier<Tags> tags) {
    return RequestContext.lazily(of.lowerCase, keys -> tags.get().describe(of.prefix, keys));
  }

  private Tags objectTags() {
    return object().map(asked::tags).orElse(Tags.NONE);
  }

  private Optional<ObjectVersion> object() {
    return AskedBuckets.object(resource, conditions);
  }

  @Override
  public Decision decide(Function<ResourcePolicy, Decision> deciding) {
    if (isOwnersRoot() && OF_ROOT.contains(action) && !bucket.bindsRoot()) {
      return deciding.apply(ResourcePolicy.none());
    }
    Optional<NamedPolicy> policy = Buckets.policy(bucket, asked.caller());
    List<NamedPolicy> own = new ArrayList<>();
    policy.ifPresent(own::add);
    Decision decision = deciding.apply(all.policies().ofResource(own));
    if (decision.isAllowed() && isRestricted(policy)) {
      own.clear(); // It denies nothing of this, and grants nothing to strangers.
      decision = deciding.apply(ResourcePolicy.none());
    }
    if (!(decision instanceof Decision.ImplicitlyDenied)) {
      return decision;
    }
    int policies = own.size();
    own.addAll(asked.along(action, resource));
    if (own.size() == policies) {
      bucket.acl().ifPresent(acl -> own.addAll(granted(acl)));
    }
    return own.size() == policies ? decision : deciding.apply(all.policies().ofResource(own));
  }

  /**
   * Decides of an object in it that isn't its owner's, of which its policy can deny something but
   * grant nothing.
   */
  Decision decideOfOthers(Function<ResourcePolicy, Decision> deciding) {
    List<NamedPolicy> policy = Buckets.policy(bucket, asked.caller()).stream().toList();
    if (!policy.isEmpty()) {
      Decision decision = deciding.apply(all.policies().ofResource(policy));
      if (!decision.isAllowed() && !(decision instanceof Decision.ImplicitlyDenied)) {
        return decision;
      }
    }
    return deciding.apply(all.policies().ofResource(grantedByObject().stream().toList()));
  }

  /** What access control lists grant: the bucket's, and the object's if it can grant it. */
  private List<NamedPolicy> granted(AccessControlList ofBucket) {
    List<NamedPolicy> granted = new ArrayList<>();
    AclPolicy.ofBucket(counting(ofBucket), action, asked.caller()).ifPresent(granted::add);
    grantedByObject().ifPresent(granted::add);
    return granted;
  }

  private Optional<NamedPolicy> grantedByObject() {
    return AclPolicy.isOfObjects(action)
        ? object()
            .flatMap(asked::acl)
            .flatMap(acl -> AclPolicy.ofObject(counting(acl), action, asked.caller()))
        : Optional.empty();
  }

  private AccessControlList counting(AccessControlList acl) {
    return bucket.publicAccessBlock().ignorePublicAcls() ? acl.withoutPublic() : acl;
  }

  private boolean isOwnersRoot() {
    return asked.caller().caller() instanceof Caller.Root && isOfOwner();
  }

  /** Whoever is in no account has the empty one's id. */
  private boolean isOfOwner() {
    Caller who = asked.caller().caller();
    return !(who instanceof Caller.Anonymous)
        && !(who instanceof Caller.Federated)
        && bucket.owner().filter(asked.caller().account()::equals).isPresent();
  }

  /** Whether what the policy grants doesn't count for a caller outside the owner's account. */
  private boolean isRestricted(Optional<NamedPolicy> policy) {
    return bucket.publicAccessBlock().restrictPublicBuckets()
        && !isOfOwner()
        && policy.filter(it -> all.policies().isPublic(it.text())).isPresent();
  }
}
