package io.sallyport.sigv4;

import java.util.List;

/** A piece of a body: some bytes of the object, and what frames them. */
final class Frame {
  private final byte[] before;
  private final byte[] data;
  private final byte[] after;

  Frame(byte[] before, byte[] data, byte[] after) {
    this.before = before;
    this.data = data;
    this.after = after;
  }

  static Frame ofData(byte[] data) {
    return new Frame(new byte[0], data, new byte[0]);
  }

  /** The piece as it was sent. */
  List<byte[]> asSent() {
    return List.of(before, data, after);
  }

  /** The piece of the object. */
  List<byte[]> decoded() {
    return List.of(data);
  }
}
