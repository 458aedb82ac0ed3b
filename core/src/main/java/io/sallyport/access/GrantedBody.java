package io.sallyport.access;

import java.io.InputStream;

/**
 * Through what the body of a granted request is read, so that it is what was signed and allowed.
 * The body of a {@code DeleteObjects} is written anew: it names the objects that may be deleted and
 * no others, whatever stream it is asked to read.
 */
public interface GrantedBody {

  /** The body as it was sent, still {@code aws-chunked} if it is, for hosts that decode it. */
  InputStream passThrough(InputStream sent);

  /** The object's own bytes. */
  InputStream decoded(InputStream sent);
}
