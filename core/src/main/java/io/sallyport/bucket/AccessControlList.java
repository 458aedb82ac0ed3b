package io.sallyport.bucket;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.S3RequestException;
import io.sallyport.identity.AccountId;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may use a bucket or an object, besides what policies say. A list grants and never denies; to
 * an account other than the owner's it grants as much as that account's own policies let its users.
 * Immutable.
 *
 * @param grants at most {@value #MAX}
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html">Access
 *     control list overview</a>
 */
public record AccessControlList(List<Grant> grants) {
  /** The most grants. */
  public static final int MAX = 100;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are too many grants
   */
  public AccessControlList {
    requireNonNull(grants, "grants");
    grants = List.copyOf(grants);
    if (grants.size() > MAX) {
      throw new IllegalArgumentException(
          "an access control list has at most " + MAX + " grants, not " + grants.size());
    }
  }

  /**
   * A canned list.
   *
   * @param name {@code private}, {@code public-read}, {@code public-read-write}, {@code
   *     authenticated-read}, {@code bucket-owner-read} or {@code bucket-owner-full-control}
   * @param owner whose bucket or object it is of
   * @param bucketOwner whose bucket it is, or is in
   * @throws S3RequestException if there is no canned list of this name
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl">Canned
   *     ACL</a>
   */
  public static AccessControlList canned(String name, AccountId owner, AccountId bucketOwner) {
    requireNonNull(name, "name");
    requireNonNull(owner, "owner");
    requireNonNull(bucketOwner, "bucketOwner");
    List<Grant> grants = new ArrayList<>();
    grants.add(new Grant(new Grantee.Account(owner), Grant.Right.FULL_CONTROL));
    switch (name) {
      case "private" -> {}
      case "public-read" -> grants.add(new Grant(new Grantee.Everyone(), Grant.Right.READ));
      case "public-read-write" -> {
        grants.add(new Grant(new Grantee.Everyone(), Grant.Right.READ));
        grants.add(new Grant(new Grantee.Everyone(), Grant.Right.WRITE));
      }
      case "authenticated-read" ->
          grants.add(new Grant(new Grantee.Authenticated(), Grant.Right.READ));
      case "bucket-owner-read" ->
          grants.add(new Grant(new Grantee.Account(bucketOwner), Grant.Right.READ));
      case "bucket-owner-full-control" ->
          grants.add(new Grant(new Grantee.Account(bucketOwner), Grant.Right.FULL_CONTROL));
      default ->
          throw S3RequestException.invalidArgument(
              "x-amz-acl", name, "the name of a canned access control list");
    }
    return new AccessControlList(grants.stream().distinct().toList());
  }

  /** Whether it grants anything to everybody, or to everybody who signs. */
  public boolean isPublic() {
    return grants.stream().anyMatch(AccessControlList::isPublic);
  }

  /** The same without what it grants to everybody. */
  public AccessControlList withoutPublic() {
    return isPublic()
        ? new AccessControlList(grants.stream().filter(each -> !isPublic(each)).toList())
        : this;
  }

  private static boolean isPublic(Grant grant) {
    return grant.grantee() instanceof Grantee.Everyone
        || grant.grantee() instanceof Grantee.Authenticated;
  }
}
