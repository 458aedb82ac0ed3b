package io.sallyport.error;

import java.time.Instant;

/**
 * The session is over: its token is genuine, and too old. Clients take it as the sign to get a new
 * one.
 */
public final class ExpiredTokenException extends IamException {
  private static final long serialVersionUID = 1L;

  public ExpiredTokenException(Instant expiry) {
    super("ExpiredToken", 400, "the session token expired at " + expiry);
  }
}
