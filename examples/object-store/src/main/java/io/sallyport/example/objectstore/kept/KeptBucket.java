package io.sallyport.example.objectstore.kept;

import io.sallyport.bucket.Grant;
import io.sallyport.bucket.PublicAccessBlock;
import io.sallyport.identity.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a bucket besides its objects. Immutable: each method answers another.
 *
 * @param name by which all know it
 * @param owner the id of the account whose it is
 * @param created when, as ISO 8601 has it
 * @param tags in the order of their keys
 * @param grants of its access control list
 * @param blocks what of public access is blocked: at most one, none if it was never said
 * @param plain whether nothing was ever kept of an object in it: all are its owner's, and have no
 *     tags. Of what was made elsewhere, nobody knows
 */
public record KeptBucket(
    String name,
    String owner,
    String created,
    KeptPolicy policy,
    List<TagPair> tags,
    List<KeptGrant> grants,
    List<PublicAccessBlock> blocks,
    Ownership ownership,
    boolean plain) {

  /** Whether access control lists count. */
  public enum Ownership {
    /** They do: who writes an object may do with it what its list says. */
    OBJECT_WRITER("ObjectWriter"),
    /** They don't, and none can be put. */
    BUCKET_OWNER_ENFORCED("BucketOwnerEnforced");

    private final String wire;

    Ownership(String wire) {
      this.wire = wire;
    }

    /** What S3 calls it. */
    public String wire() {
      return wire;
    }

    /** The one that S3 calls so; empty of others, which S3 may have. */
    public static Optional<Ownership> of(String wire) {
      return List.of(values()).stream().filter(each -> each.wire.equals(wire)).findFirst();
    }
  }

  public KeptBucket {
    tags = List.copyOf(tags);
    grants = List.copyOf(grants);
    blocks = List.copyOf(blocks);
  }

  /** A new one, of which only its owner's account may do anything. */
  public static KeptBucket of(String name, AccountId owner, Instant created) {
    return new KeptBucket(
        name,
        owner.value(),
        created.toString(),
        KeptPolicy.NONE,
        List.of(),
        List.of(KeptGrant.account(owner, Grant.Right.FULL_CONTROL)),
        List.of(),
        Ownership.OBJECT_WRITER,
        false);
  }

  /** The account whose it is. */
  public AccountId account() {
    return new AccountId(owner);
  }

  /** What of public access is blocked. */
  public PublicAccessBlock block() {
    return blocks.isEmpty() ? PublicAccessBlock.NONE : blocks.get(0);
  }

  /** Whether access control lists count. */
  public boolean hasAcls() {
    return ownership == Ownership.OBJECT_WRITER;
  }

  /** Whether it is the other, be it as it was before: not one that came to have its name. */
  public boolean isSameAs(KeptBucket other) {
    return name.equals(other.name) && owner.equals(other.owner) && created.equals(other.created);
  }

  /** The same with this policy. */
  public KeptBucket withPolicy(KeptPolicy newPolicy) {
    return new KeptBucket(name, owner, created, newPolicy, tags, grants, blocks, ownership, plain);
  }

  /** The same with these tags. */
  public KeptBucket withTags(List<TagPair> newTags) {
    return new KeptBucket(name, owner, created, policy, newTags, grants, blocks, ownership, plain);
  }

  /** The same with this access control list. */
  public KeptBucket withGrants(List<KeptGrant> newGrants) {
    return new KeptBucket(name, owner, created, policy, tags, newGrants, blocks, ownership, plain);
  }

  /** The same with this of public access blocked. */
  public KeptBucket withBlock(Optional<PublicAccessBlock> block) {
    return new KeptBucket(
        name, owner, created, policy, tags, grants, block.stream().toList(), ownership, plain);
  }

  /** The same with this said of who owns its objects. */
  public KeptBucket withOwnership(Ownership newOwnership) {
    return new KeptBucket(name, owner, created, policy, tags, grants, blocks, newOwnership, plain);
  }

  /** The same, plain or not. */
  KeptBucket withPlain(boolean newPlain) {
    return new KeptBucket(name, owner, created, policy, tags, grants, blocks, ownership, newPlain);
  }
}
