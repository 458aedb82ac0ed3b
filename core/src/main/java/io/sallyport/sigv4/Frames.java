package io.sallyport.sigv4;

import java.io.IOException;
import java.util.Optional;

/** The pieces of a body, in order. */
interface Frames {
  /**
   * Reads the next piece.
   *
   * @return empty once the whole body was read and found to be what was signed
   * @throws BodyRejectedException if it is not
   */
  Optional<Frame> next() throws IOException;
}
