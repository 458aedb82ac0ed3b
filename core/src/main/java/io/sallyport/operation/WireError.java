package io.sallyport.operation;

import io.sallyport.error.ExpiredTokenException;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.MalformedRequestException;

/** An error's code and status where a service has its own for it. */
record WireError(String code, int status) {

  static WireError of(String service, IamException e) {
    if (e instanceof InvalidInputException && service.equals("sts")) {
      return new WireError("ValidationError", e.httpStatus());
    }
    if (e instanceof MalformedRequestException) {
      return new WireError("IncompleteSignature", 400); // Its own code is S3's.
    }
    if (e instanceof ExpiredTokenException) {
      return new WireError(e.code(), 403); // S3 alone answers 400.
    }
    return new WireError(e.code(), e.httpStatus());
  }
}
