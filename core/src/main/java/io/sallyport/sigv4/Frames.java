package io.sallyport.sigv4;

import java.util.function.Consumer;

/** Cuts a body into pieces as it comes, however it comes. Of one body; not thread-safe. */
interface Frames {
  /** The longest piece of an object that is held together, in bytes. */
  int PIECE = 64 << 10;

  /**
   * Takes what comes next.
   *
   * @param out is given the pieces that are whole now
   * @throws BodyRejectedException if the body can't be what was signed
   */
  void take(byte[] bytes, int length, Consumer<Frame> out) throws BodyRejectedException;

  /**
   * Hears that nothing more comes.
   *
   * @param out is given the last pieces, if the whole body was found to be what was signed
   * @throws BodyRejectedException if it is not
   */
  void end(Consumer<Frame> out) throws BodyRejectedException;
}
