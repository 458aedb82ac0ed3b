package io.sallyport.bucket;

import static java.util.Objects.requireNonNull;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import java.util.Optional;

/** What a host knows of a bucket, at one moment. Immutable. */
public final class Bucket {
  private static final Bucket OF_UNKNOWN_OWNER =
      new Bucket(
          Optional.empty(),
          Optional.empty(),
          Pins.NONE,
          Tags.NONE,
          Optional.empty(),
          PublicAccessBlock.NONE);

  private final Optional<AccountId> owner;
  private final Optional<PolicyText> policy;
  private final Pins pins;
  private final Tags tags;
  private final Optional<AccessControlList> acl;
  private final PublicAccessBlock block;

  private Bucket(
      Optional<AccountId> owner,
      Optional<PolicyText> policy,
      Pins pins,
      Tags tags,
      Optional<AccessControlList> acl,
      PublicAccessBlock block) {
    this.owner = owner;
    this.policy = policy;
    this.pins = pins;
    this.tags = tags;
    this.acl = acl;
    this.block = block;
  }

  /** A bucket of an account: without policy, tags and access control lists. */
  public static Bucket ownedBy(AccountId owner) {
    requireNonNull(owner, "owner");
    return new Bucket(
        Optional.of(owner),
        Optional.empty(),
        Pins.NONE,
        Tags.NONE,
        Optional.empty(),
        PublicAccessBlock.NONE);
  }

  /** A bucket whose owner can't be told: it is of another account than whoever asks. */
  public static Bucket ofUnknownOwner() {
    return OF_UNKNOWN_OWNER;
  }

  /**
   * The same with a bucket policy, in which names are whoever has them. One that can't be read
   * denies everything but {@code Get-}, {@code Put-} and {@code DeleteBucketPolicy} of the owner's
   * root user.
   *
   * @param newPolicy of {@link PolicyType#RESOURCE}
   */
  public Bucket withPolicy(PolicyText newPolicy) {
    requireNonNull(newPolicy, "newPolicy");
    return withPolicy(newPolicy, Pins.NONE);
  }

  /**
   * The same with a bucket policy.
   *
   * @param who was meant by the names in it: see {@link io.sallyport.Sallyport#pins}
   * @throws IllegalArgumentException if it is no policy of a resource
   */
  public Bucket withPolicy(PolicyText newPolicy, Pins who) {
    requireNonNull(newPolicy, "newPolicy");
    requireNonNull(who, "who");
    if (newPolicy.type() != PolicyType.RESOURCE) {
      throw new IllegalArgumentException("a bucket's policy is one of a resource");
    }
    return new Bucket(owner, Optional.of(newPolicy), who, tags, acl, block);
  }

  /** The same with these tags. */
  public Bucket withTags(Tags newTags) {
    requireNonNull(newTags, "newTags");
    return new Bucket(owner, policy, pins, newTags, acl, block);
  }

  /**
   * The same with an access control list: lists of its objects count then, too. All objects count
   * as the bucket owner's, who wrote them whatever: what a policy of the bucket grants, it grants
   * of all of them.
   */
  public Bucket withAcl(AccessControlList newAcl) {
    requireNonNull(newAcl, "newAcl");
    return new Bucket(owner, policy, pins, tags, Optional.of(newAcl), block);
  }

  /** The same with its public access blocked. */
  public Bucket withPublicAccessBlock(PublicAccessBlock newBlock) {
    requireNonNull(newBlock, "newBlock");
    return new Bucket(owner, policy, pins, tags, acl, newBlock);
  }

  /** Whose it is; empty if that can't be told. */
  public Optional<AccountId> owner() {
    return owner;
  }

  /** Its bucket policy. */
  public Optional<PolicyText> policy() {
    return policy;
  }

  /** Who is meant by names in its policy. */
  public Pins pins() {
    return pins;
  }

  /** Its tags. */
  public Tags tags() {
    return tags;
  }

  /** Its access control list; empty if these are off, as with AWS's new buckets. */
  public Optional<AccessControlList> acl() {
    return acl;
  }

  /** What keeps it from being public. */
  public PublicAccessBlock publicAccessBlock() {
    return block;
  }
}
