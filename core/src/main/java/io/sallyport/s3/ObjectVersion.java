package io.sallyport.s3;

import io.sallyport.error.Printable;
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
   * @throws io.sallyport.error.S3RequestException if the bucket, the key or the version is none
   *     that S3 takes
   */
  public ObjectVersion {
    Names.requireBucket(bucket);
    Names.requireKey(key);
    versionId.ifPresent(S3Parameters::requireVersion);
  }

  @Override
  public String toString() {
    return Printable.of(bucket + "/" + key + versionId.map(id -> "?versionId=" + id).orElse(""));
  }
}
