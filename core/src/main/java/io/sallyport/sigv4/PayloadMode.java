package io.sallyport.sigv4;

/** How the body of a request is bound to its signature: what {@code x-amz-content-sha256} says. */
public enum PayloadMode {
  /** The body's SHA-256 is signed. */
  HASHED,
  /**
   * Nothing of the body is signed. S3 allows this over plain HTTP too, where whoever sits between
   * can change the body; so do we.
   */
  UNSIGNED,
  /** {@code aws-chunked}, each chunk signed. */
  SIGNED_CHUNKS,
  /** {@code aws-chunked}, each chunk signed, and then the trailer, which holds a checksum. */
  SIGNED_CHUNKS_AND_TRAILER,
  /** {@code aws-chunked}, nothing signed, and a trailer with a checksum. */
  UNSIGNED_CHUNKS_AND_TRAILER,
  /**
   * The body's SHA-256 is signed but not stated, as IAM and STS clients do: the body must be at
   * hand when the signature is checked.
   */
  UNSTATED
}
