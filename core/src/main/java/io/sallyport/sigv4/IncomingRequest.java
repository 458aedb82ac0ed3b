package io.sallyport.sigv4;

import io.sallyport.http.RequestHead;

/** A request whose signature, if it has one, has been read but not yet checked. */
public sealed interface IncomingRequest permits SignedRequest, UnsignedRequest {
  /** The request itself. */
  RequestHead head();
}
