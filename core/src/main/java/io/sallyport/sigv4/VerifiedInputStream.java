package io.sallyport.sigv4;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives out a body as it is verified, to one that reads. Once rejected, it stays so. What verifies
 * it is begun by the first read: most requests have a body that nobody reads.
 */
final class VerifiedInputStream extends InputStream {
  private static final int AT_ONCE = 16 << 10;

  private final InputStream in;
  private final Supplier<Verification> begin;

  private @Nullable Verification begun;
  private byte[] current = {};
  private int position;
  private byte[] buffer = {};
  private Optional<IOException> failure = Optional.empty();

  VerifiedInputStream(InputStream in, Supplier<Verification> begin) {
    this.in = in;
    this.begin = begin;
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
    if (position == current.length && !advance()) {
      return -1;
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
    Verification verification = verification();
    byte[] next = verification.poll();
    while (next == null && !verification.hasEnded()) {
      readOn(verification);
      next = verification.poll();
    }
    if (next != null) {
      current = next;
      position = 0;
    }
    return next != null;
  }

  private Verification verification() {
    Verification known = begun;
    if (known == null) {
      known = begin.get();
      begun = known;
    }
    return known;
  }

  private void readOn(Verification verification) throws IOException {
    try {
      buffer = buffer.length == 0 ? new byte[AT_ONCE] : buffer;
      int count = in.read(buffer, 0, buffer.length);
      if (count < 0) {
        verification.end();
      } else {
        verification.take(buffer, count);
      }
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }
}
