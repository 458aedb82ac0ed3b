package io.sallyport.error;

/** What the call wants to make or remove stands against something that exists. */
public final class ConflictException extends IamException {
  private static final long serialVersionUID = 1L;

  private ConflictException(String code, String message) {
    super(code, 409, message);
  }

  /** Something of this name exists. */
  public static ConflictException alreadyExists(String what, String name) {
    return new ConflictException("EntityAlreadyExists", what + " \"" + name + "\" exists already");
  }

  /** What is to be deleted still has something that depends on it. */
  public static ConflictException hasDependents(String message) {
    return new ConflictException("DeleteConflict", message);
  }

  /** Others kept changing the same thing; the call may be made again. */
  public static ConflictException concurrentModification(String what) {
    return new ConflictException(
        "ConcurrentModification", what + " was changed by others at the same time");
  }
}
