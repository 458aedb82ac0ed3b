package io.sallyport.sigv4;

import io.sallyport.http.RequestHead;

/** A request that bears no signature of any kind: its caller is anonymous. */
public record UnsignedRequest(RequestHead head) implements IncomingRequest {

  /**
   * Checks the body against what the head states of it, if anything.
   *
   * @throws io.sallyport.error.MalformedRequestException if what the head states of it can't be
   */
  public BodyVerifier body() {
    return BodyVerifier.anonymous(head);
  }
}
