package io.sallyport.example.objectstore.kept;

import io.sallyport.bucket.Grant;
import io.sallyport.identity.AccountId;
import java.util.List;

/**
 * What is kept of an object besides what S3Proxy keeps. Immutable: each method answers another.
 *
 * @param owner the id of the account that wrote it
 * @param tags in the order of their keys
 * @param grants of its access control list
 */
public record KeptObject(String owner, List<TagPair> tags, List<KeptGrant> grants) {

  public KeptObject {
    tags = List.copyOf(tags);
    grants = List.copyOf(grants);
  }

  /** An object of this account alone, with no tags. */
  public static KeptObject of(AccountId owner) {
    return new KeptObject(
        owner.value(), List.of(), List.of(KeptGrant.account(owner, Grant.Right.FULL_CONTROL)));
  }

  /** The account that wrote it. */
  public AccountId account() {
    return new AccountId(owner);
  }

  /** The same with these tags. */
  public KeptObject withTags(List<TagPair> newTags) {
    return new KeptObject(owner, newTags, grants);
  }

  /** The same with this access control list. */
  public KeptObject withGrants(List<KeptGrant> newGrants) {
    return new KeptObject(owner, tags, newGrants);
  }
}
