package io.sallyport.error;

/** The caller may not do this, or what it wants to become is not there: which, it is not told. */
public final class AccessDeniedException extends IamException {
  private static final long serialVersionUID = 1L;

  public AccessDeniedException(String message) {
    super("AccessDenied", 403, message);
  }
}
