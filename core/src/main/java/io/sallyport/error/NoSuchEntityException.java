package io.sallyport.error;

/** There is no such role, user, policy or access key. */
public final class NoSuchEntityException extends IamException {
  private static final long serialVersionUID = 1L;

  public NoSuchEntityException(String what, String name) {
    super("NoSuchEntity", 404, what + " \"" + name + "\" does not exist");
  }
}
