package io.sallyport.sigv4;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives out a body one piece behind its verification: the last piece comes only when the end was
 * seen and all was right, even to a reader that counts bytes and never asks for the end. Once
 * rejected, it stays so.
 */
final class VerifiedInputStream extends InputStream {
  private final InputStream in;
  private final Frames frames;
  private final Function<Frame, List<byte[]>> view;

  private Iterator<byte[]> parts = Collections.emptyIterator();
  private byte[] current = new byte[0];
  private int position;
  private Optional<Frame> held = Optional.empty();
  private boolean started;
  private Optional<IOException> failure = Optional.empty();

  VerifiedInputStream(InputStream in, Frames frames, Function<Frame, List<byte[]>> view) {
    this.in = in;
    this.frames = frames;
    this.view = view;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    while (position == current.length) {
      if (!advance()) {
        return -1;
      }
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current, position, buffer, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return current.length - position;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean advance() throws IOException {
    if (!parts.hasNext()) {
      Optional<Frame> verified = started ? held : next();
      started = true;
      if (verified.isEmpty()) {
        return false;
      }
      held = next();
      parts = view.apply(verified.get()).iterator();
    }
    current = parts.next();
    position = 0;
    return true;
  }

  private Optional<Frame> next() throws IOException {
    try {
      return frames.next();
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }
}
