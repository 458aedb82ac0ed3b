package io.sallyport.s3;

import java.util.Optional;

/**
 * An object that a request names besides the one in its path.
 *
 * @param versionId the version; empty if the current one is meant
 */
public record ObjectVersion(String bucket, String key, Optional<String> versionId) {
  /**
   * Checks the names.
   *
   * @throws io.sallyport.error.InvalidInputException if the bucket or the key is none that S3 takes
   */
  public ObjectVersion {
    Names.requireBucket(bucket);
    Names.requireKey(key);
  }
}
