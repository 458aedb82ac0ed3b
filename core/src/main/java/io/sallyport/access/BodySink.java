package io.sallyport.access;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A body that a host pushes as it comes. It asks the host to read on only when somebody wants more
 * and nothing is held, so that what is held stays small however slow the reader and however fast
 * the client: one piece that was asked for, and 1 MiB of what came unasked.
 *
 * <p>A {@code Content-Length} is kept: a body that ends before it or goes on behind it fails. Who
 * reads is told once of the end or of the failure, however late it subscribes.
 *
 * <p>Thread-safe, and waits for nobody: pieces are given on by the thread that brings them, or by
 * the one that asks for more. Made by {@link AsyncAccessControl#body}; for one request, and one
 * subscriber: another is told an {@link IllegalStateException}.
 */
public interface BodySink extends Flow.Publisher<ByteBuffer> {

  /**
   * Takes a piece. The first that comes after the host was asked to read on was asked for, and may
   * be of any size. What comes besides, as the rest of what one read brings, is held up to 1 MiB;
   * while the beginning of a body is read for a decision, besides that. A body of which more comes
   * fails, as does one of which a piece can't be held: what that throws is thrown here too. What
   * comes after the body failed, or when nobody reads it any more, is forgotten.
   *
   * @param piece read to its end, and copied: it may be used again
   */
  void next(ByteBuffer piece);

  /** That was all of it. */
  void end();

  /**
   * The rest doesn't come: the client is gone, say. A request that waits to be checked is not
   * decided, and whoever reads is told. No matter once all of it has come.
   */
  void fail(Throwable cause);
}
