package io.sallyport.wire;

import java.util.Set;

/**
 * The headers that S3 takes from the query of a presigned URL, and so what a signer may move
 * ("hoist") there. All others count as headers only: server-side encryption, object lock,
 * ownership, conditions of writes, checksums.
 *
 * @see <a href="https://github.com/aws/aws-sdk-js-v3/tree/main/packages/s3-request-presigner">AWS
 *     SDK for JavaScript v3, s3-request-presigner</a>, which moves {@code x-amz-*} but server-side
 *     encryption into the query, since S3 doesn't take that there; AWS SDK for Java v2, {@code
 *     S3Presigner}; the Amazon S3 user guide, "Authenticating requests: using query parameters"
 *     ({@code x-amz-content-sha256}) and "Requester Pays" ({@code x-amz-request-payer})
 */
public final class HoistedHeaders {
  private static final String METADATA = "x-amz-meta-";
  private static final Set<String> NAMES =
      Set.of(
          "x-amz-acl",
          "x-amz-content-sha256",
          "x-amz-copy-source",
          "x-amz-copy-source-if-match",
          "x-amz-copy-source-if-modified-since",
          "x-amz-copy-source-if-none-match",
          "x-amz-copy-source-if-unmodified-since",
          "x-amz-copy-source-range",
          "x-amz-grant-full-control",
          "x-amz-grant-read",
          "x-amz-grant-read-acp",
          "x-amz-grant-write",
          "x-amz-grant-write-acp",
          "x-amz-metadata-directive",
          "x-amz-request-payer",
          "x-amz-storage-class",
          "x-amz-tagging",
          "x-amz-tagging-directive",
          "x-amz-website-redirect-location");

  private HoistedHeaders() {}

  /** Whether this is one of them, in lower case. */
  public static boolean contains(String name) {
    return NAMES.contains(name) || name.startsWith(METADATA);
  }
}
