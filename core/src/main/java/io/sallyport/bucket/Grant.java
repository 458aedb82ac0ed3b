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
    /** To write and delete the objects of a bucket; of an object, nothing. */
    WRITE,
    /** To read the list. */
    READ_ACP,
    /** To write the list. */
    WRITE_ACP,
    /** All of these. */
    FULL_CONTROL
  }
}
