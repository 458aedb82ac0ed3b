package io.sallyport.gate;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.IamException;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.s3.S3Request;
import java.util.Optional;

/**
 * Whose bucket a request takes it to be: if it is another account's, nothing is done.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html">Verifying
 *     bucket ownership</a>
 */
final class ExpectedOwner {
  private static final String OF_BUCKET = "x-amz-expected-bucket-owner";
  private static final String OF_SOURCE = "x-amz-source-expected-bucket-owner";

  private ExpectedOwner() {}

  /** The refusal, if a bucket isn't whose the request says. */
  static Optional<IamException> denial(S3Request.Mapped request, AskedBuckets buckets) {
    return isAnother(request, OF_BUCKET, request.bucket(), buckets)
            || isAnother(request, OF_SOURCE, request.source().map(ObjectVersion::bucket), buckets)
        ? Optional.of(
            new AccessDeniedException("the bucket is not of the account that is expected"))
        : Optional.empty();
  }

  private static boolean isAnother(
      S3Request.Mapped request, String header, Optional<String> bucket, AskedBuckets buckets) {
    String expected = request.headers().get(header);
    return expected != null
        && bucket.filter(name -> !buckets.isOwnedBy(name, expected)).isPresent();
  }
}
