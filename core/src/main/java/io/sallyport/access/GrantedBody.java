package io.sallyport.access;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * Through what the body of a granted request is read, so that it is what was signed and allowed, by
 * a stream or, as {@link io.sallyport.sigv4.BodyVerifier} says, by a publisher. The body of a
 * {@code DeleteObjects} is written anew: it names the objects that may be deleted and no others,
 * whatever stream it is asked to read; a publisher is not asked at all.
 */
public interface GrantedBody {

  /** The body as it was sent, still {@code aws-chunked} if it is, for hosts that decode it. */
  InputStream passThrough(InputStream sent);

  /** The object's own bytes. */
  InputStream decoded(InputStream sent);

  /** Whether it is sent in chunks, {@code aws-chunked}, which are not the object's bytes. */
  boolean isChunked();

  /** The body as it was sent, as {@link #passThrough(InputStream)} gives it. */
  Flow.Publisher<ByteBuffer> passThrough(Flow.Publisher<ByteBuffer> sent);

  /** The object's own bytes, as {@link #decoded(InputStream)} gives them. */
  Flow.Publisher<ByteBuffer> decoded(Flow.Publisher<ByteBuffer> sent);
}
