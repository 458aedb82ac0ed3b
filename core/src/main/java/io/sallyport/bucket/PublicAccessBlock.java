package io.sallyport.bucket;

/**
 * What keeps a bucket from being open to everybody. Two of its settings are about requests, and are
 * kept here; the other two are about what may be put, which the host keeps: {@link
 * io.sallyport.policy.lint.PublicAccess#isPublic} and {@link AccessControlList#isPublic} tell.
 *
 * @param blockPublicAcls no access control list may be put that is public
 * @param ignorePublicAcls what access control lists grant to everybody doesn't count
 * @param blockPublicPolicy no bucket policy may be put that is public
 * @param restrictPublicBuckets if the bucket policy is public, it grants nothing outside the
 *     owner's account
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html">Blocking
 *     public access</a>
 */
public record PublicAccessBlock(
    boolean blockPublicAcls,
    boolean ignorePublicAcls,
    boolean blockPublicPolicy,
    boolean restrictPublicBuckets) {
  /** Nothing is blocked. */
  public static final PublicAccessBlock NONE = new PublicAccessBlock(false, false, false, false);

  /** Everything is blocked, as with AWS's new buckets. */
  public static final PublicAccessBlock ALL = new PublicAccessBlock(true, true, true, true);
}
