package io.sallyport.example.cli;

/** Why a command could not be done: what it says on standard error. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  Failure(String message) {
    super(message);
    this.code = "";
  }

  Failure(String message, Throwable cause) {
    super(message, cause);
    this.code = "";
  }

  private Failure(String code, String message) {
    super(code + ": " + message);
    this.code = code;
  }

  /** A call was answered with an error. */
  static Failure refused(String code, String message) {
    return new Failure(code, message);
  }

  /** Whether this is the error that a call was answered with. */
  boolean is(String errorCode) {
    return code.equals(errorCode);
  }
}
