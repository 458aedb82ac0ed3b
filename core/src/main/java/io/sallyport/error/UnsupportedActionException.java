package io.sallyport.error;

import io.sallyport.policy.source.Printable;

/** There is no such action here. */
public final class UnsupportedActionException extends IamException {
  private static final long serialVersionUID = 1L;

  public UnsupportedActionException(String action) {
    this("there is no action ", Printable.quote(action) + " here");
  }

  private UnsupportedActionException(String beginning, String end) {
    super("InvalidAction", 400, beginning + end);
  }

  /** What is the host's own to keep: nobody would ever ask for what would be kept of it here. */
  public static UnsupportedActionException ofHost(String what) {
    return new UnsupportedActionException(
        what, " are the host's own here, and are made and changed there alone");
  }
}
