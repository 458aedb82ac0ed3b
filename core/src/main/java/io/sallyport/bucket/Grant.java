package io.sallyport.bucket;

import static java.util.Objects.requireNonNull;

/**
 * An entry of an access control list.
 *
 * @param grantee to whom
 * @param right what
 */
public record Grant(Grantee grantee, Right right) {
  public Grant {
    requireNonNull(grantee, "grantee");
    requireNonNull(right, "right");
  }

  /** What an access control list can grant. */
  public enum Right {
    /** To list a bucket, or to read an object. */
    READ,
    /**
     * To put objects into a bucket, also in the place of others; of an object, nothing. AWS lets
     * those who own objects delete them, too; here all are the bucket owner's, and to delete takes
     * a policy.
     */
    WRITE,
    /** To read the list. */
    READ_ACP,
    /** To write the list. */
    WRITE_ACP,
    /** All of these. */
    FULL_CONTROL
  }
}
