package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException.Fault;
import java.util.function.Consumer;

/**
 * A body that is a form with its file in it, of which the file is given: all that comes before and
 * behind it is what it was said to be, to the byte.
 */
final class FileInForm implements Frames {
  private final Surroundings form;
  private final DigestCheck digests;
  private final DelimiterSearch end;

  private long position;
  private Piece piece = new Piece(0);

  /**
   * What stands around a file.
   *
   * @param length how long the file is
   */
  @SuppressWarnings("ArrayRecordComponent") // Of one request, and never changed.
  record Surroundings(byte[] before, long length, byte[] after) {}

  FileInForm(Surroundings form, DigestCheck digests) {
    this.form = form;
    this.digests = digests;
    this.end = new DelimiterSearch(form.after(), form.after().length - "--\r\n".length());
    beginPiece();
  }

  @Override
  public void take(byte[] bytes, int length, Consumer<Frame> out) throws BodyRejectedException {
    int at = 0;
    while (at < length) {
      long inFile = position - form.before().length;
      if (inFile >= 0 && inFile < form.length()) {
        int count = piece.take(bytes, at, length);
        end.take(bytes, at, at + count);
        at += count;
        position += count;
        if (piece.isWhole()) {
          give(out);
        }
      } else {
        requireSurrounding(bytes[at], inFile);
        at++;
        position++;
      }
    }
  }

  @Override
  public void end(Consumer<Frame> out) throws BodyRejectedException {
    if (position != form.before().length + form.length() + form.after().length) {
      throw new BodyRejectedException(Fault.BODY_INCOMPLETE);
    }
    digests.require();
  }

  private void requireSurrounding(byte b, long inFile) throws BodyRejectedException {
    long behind = inFile - form.length();
    boolean expected =
        inFile < 0
            ? form.before()[(int) position] == b
            : behind < form.after().length && form.after()[(int) behind] == b;
    if (!expected) {
      throw new BodyRejectedException(Fault.FORM_FILE);
    }
  }

  private void give(Consumer<Frame> out) {
    byte[] data = piece.bytes();
    digests.update(data);
    out.accept(Frame.ofData(data));
    beginPiece();
  }

  private void beginPiece() {
    long left = form.before().length + form.length() - position;
    piece = piece.next((int) Math.min(PIECE, Math.min(left, form.length())));
  }
}
