package io.sallyport.error;

/** The caller may not do this, or what it wants to become is not there: which, it is not told. */
public final class AccessDeniedException extends IamException {
  private static final long serialVersionUID = 1L;

  public AccessDeniedException(String message) {
    super("AccessDenied", 403, message);
  }

  /** A caller, the action and what it was asked on, all of which may be text of the caller's. */
  public static AccessDeniedException of(String caller, String action, String asked) {
    return new AccessDeniedException(
        Printable.of(caller + " is not authorized to perform " + action + " on " + asked));
  }
}
