package io.sallyport.error;

import io.sallyport.policy.source.Printable;

/** There is no such action here. */
public final class UnsupportedActionException extends IamException {
  private static final long serialVersionUID = 1L;

  public UnsupportedActionException(String action) {
    super("InvalidAction", 400, "there is no action " + Printable.quote(action) + " here");
  }
}
