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
          PublicAccessBlock.NONE,
          OfRoot.MENDS);

  /** What the owner's root user may do to a policy that denies it that. */
  private enum OfRoot {
    MENDS,
    IS_BOUND
  }

  private final Optional<AccountId> owner;
  private final Optional<PolicyText> policy;
  private final Pins pins;
  private final Tags tags;
  private final Optional<AccessControlList> acl;
  private final PublicAccessBlock block;
  private final OfRoot ofRoot;

  private Bucket(
      Optional<AccountId> owner,
      Optional<PolicyText> policy,
      Pins pins,
      Tags tags,
      Optional<AccessControlList> acl,
      PublicAccessBlock block,
      OfRoot ofRoot) {
    this.owner = owner;
    this.policy = policy;
    this.pins = pins;
    this.tags = tags;
    this.acl = acl;
    this.block = block;
    this.ofRoot = ofRoot;
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
        PublicAccessBlock.NONE,
        OfRoot.MENDS);
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
   * @param newPolicy of {@link PolicyType#RESOURCE}: {@link PolicyText#submittedFor} checks one
   *     that is put, {@link PolicyText#kept} reads it back
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
    return new Bucket(owner, Optional.of(newPolicy), who, tags, acl, block, ofRoot);
  }

  /**
   * The same, whose policy may deny its owner's root user those three, too: whoever put it
   * confirmed that it is meant to, by {@code x-amz-confirm-remove-self-bucket-access}. Then nobody
   * may mend it whom it lets not, nor, if it can't be read, anybody.
   */
  public Bucket bindingRoot() {
    return new Bucket(owner, policy, pins, tags, acl, block, OfRoot.IS_BOUND);
  }

  /** The same with these tags. */
  public Bucket withTags(Tags newTags) {
    requireNonNull(newTags, "newTags");
    return new Bucket(owner, policy, pins, newTags, acl, block, ofRoot);
  }

  /**
   * The same with an access control list: lists of its objects count then, too, and so does whose
   * they are ({@link BucketDirectory#objectOwner}). Without one, all objects are the bucket
   * owner's.
   */
  public Bucket withAcl(AccessControlList newAcl) {
    requireNonNull(newAcl, "newAcl");
    return new Bucket(owner, policy, pins, tags, Optional.of(newAcl), block, ofRoot);
  }

  /** The same with its public access blocked. */
  public Bucket withPublicAccessBlock(PublicAccessBlock newBlock) {
    requireNonNull(newBlock, "newBlock");
    return new Bucket(owner, policy, pins, tags, acl, newBlock, ofRoot);
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

  /** Whether its policy can deny its owner's root user to get, put and delete it. */
  public boolean bindsRoot() {
    return ofRoot == OfRoot.IS_BOUND;
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
