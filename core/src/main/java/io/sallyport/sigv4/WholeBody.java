package io.sallyport.sigv4;

import java.util.function.Consumer;

/** A body that is its object as it is, of which something was stated. */
final class WholeBody implements Frames {
  private final DigestCheck digests;
  private Piece piece = new Piece(PIECE);

  WholeBody(DigestCheck digests) {
    this.digests = digests;
  }

  @Override
  public void take(byte[] bytes, int length, Consumer<Frame> out) {
    for (int at = 0; at < length; ) {
      at += piece.take(bytes, at, length);
      if (piece.isWhole()) {
        give(out);
      }
    }
  }

  @Override
  public void end(Consumer<Frame> out) throws BodyRejectedException {
    if (!piece.isEmpty()) {
      give(out);
    }
    digests.require();
  }

  private void give(Consumer<Frame> out) {
    byte[] data = piece.bytes();
    digests.update(data);
    piece = piece.next(PIECE);
    out.accept(Frame.ofData(data));
  }
}
