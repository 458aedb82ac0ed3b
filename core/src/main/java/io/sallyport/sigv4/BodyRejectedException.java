package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException;
import io.sallyport.error.MalformedRequestException.Fault;
import java.io.IOException;

/**
 * A body is not what was signed. Thrown while it is read, before its last byte was given out, so
 * that what has been read so far can still be thrown away.
 */
public final class BodyRejectedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final MalformedRequestException refusal;

  BodyRejectedException(Fault fault) {
    this(new MalformedRequestException(fault));
  }

  /** Names what was wrong of the body, such as {@code CRC32}. */
  BodyRejectedException(Fault fault, String name) {
    this(new MalformedRequestException(fault, name));
  }

  private BodyRejectedException(MalformedRequestException refusal) {
    super("the body is not what was signed: " + refusal.getMessage(), refusal);
    this.refusal = refusal;
  }

  /** What to answer to the caller, such as {@code BadDigest}. */
  public MalformedRequestException refusal() {
    return refusal;
  }
}
