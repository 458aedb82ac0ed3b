package io.sallyport.error;

/** The instance was closed: it answers nothing any more, and grants nothing. */
public final class ClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public ClosedException() {
    super("this instance is closed");
  }
}
