package io.sallyport.sigv4;

import java.io.IOException;

/**
 * A body is not what was signed. Thrown while it is read, before its last byte was given out, so
 * that what has been read so far can still be thrown away. Its cause is an {@link
 * io.sallyport.error.InvalidCredentialsException}.
 */
public final class BodyRejectedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the body. */
  public enum Why {
    /** A chunk or the trailer has another signature. */
    SIGNATURE("SignatureDoesNotMatch", 403),
    /** The body has another SHA-256. */
    HASH("XAmzContentSHA256Mismatch", 400),
    /** The body has another checksum than its trailer says. */
    CHECKSUM("BadDigest", 400),
    /** The chunks are not of their form, or longer than was said. */
    MALFORMED("InvalidRequest", 400),
    /** The body ends too early. */
    INCOMPLETE("IncompleteBody", 400);

    private final String code;
    private final int httpStatus;

    Why(String code, int httpStatus) {
      this.code = code;
      this.httpStatus = httpStatus;
    }
  }

  private final Why why;

  BodyRejectedException(Why why) {
    super("the body is not what was signed", Refusals.bodyMismatch());
    this.why = why;
  }

  public Why why() {
    return why;
  }

  /** S3's error code, such as {@code BadDigest}. */
  public String code() {
    return why.code;
  }

  public int httpStatus() {
    return why.httpStatus;
  }
}
