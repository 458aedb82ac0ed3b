package io.sallyport.wire;

import java.util.Optional;

/** The parts of the ARN of a bucket, {@code arn:aws:s3:::bucket}, or of an object in it. */
public final class S3Arn {
  private static final String START = "arn:aws:s3:::";

  /** All buckets: what their list is asked on. */
  private static final String ALL = START + "*";

  private S3Arn() {}

  /** The ARN of a bucket, or of an object in it. */
  public static String of(String bucket, Optional<String> key) {
    return key.isEmpty() ? START + bucket : START + bucket + "/" + key.get();
  }

  /** Whether all buckets are meant, and none of them. */
  public static boolean isAll(String arn) {
    return arn.equals(ALL) || arn.equals("*");
  }

  /** The bucket; empty if it is no such ARN. */
  public static Optional<String> bucket(String arn) {
    if (!arn.startsWith(START) || arn.equals(ALL)) {
      return Optional.empty();
    }
    int slash = arn.indexOf('/', START.length());
    return Optional.of(
        slash < 0 ? arn.substring(START.length()) : arn.substring(START.length(), slash));
  }

  /** The object's key; empty if a bucket is meant, or it is no such ARN. */
  public static Optional<String> key(String arn) {
    int slash = arn.indexOf('/', START.length());
    return slash < 0 || !arn.startsWith(START)
        ? Optional.empty()
        : Optional.of(arn.substring(slash + 1));
  }
}
