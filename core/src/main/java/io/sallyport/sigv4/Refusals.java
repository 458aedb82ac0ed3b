package io.sallyport.sigv4;

import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.error.InvalidCredentialsException.Reason;

/** The ways to turn down a signature. */
final class Refusals {
  private Refusals() {}

  static InvalidCredentialsException malformed() {
    return new InvalidCredentialsException(Reason.MALFORMED_SIGNATURE);
  }

  static InvalidCredentialsException unsupported() {
    return new InvalidCredentialsException(Reason.UNSUPPORTED_SIGNATURE);
  }

  static InvalidCredentialsException unsignedHeader() {
    return new InvalidCredentialsException(Reason.UNSIGNED_HEADER);
  }

  static InvalidCredentialsException mismatch() {
    return new InvalidCredentialsException(Reason.SIGNATURE_MISMATCH);
  }

  static InvalidCredentialsException bodyMismatch() {
    return new InvalidCredentialsException(Reason.BODY_MISMATCH);
  }
}
