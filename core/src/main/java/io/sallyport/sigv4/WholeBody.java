package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** A body whose SHA-256 was signed. */
final class WholeBody implements Frames {
  private static final int PIECE = 64 << 10;

  private final InputStream in;
  private final String expected;
  private final MessageDigest hash = Digests.sha256();

  WholeBody(InputStream in, String expected) {
    this.in = in;
    this.expected = expected;
  }

  @Override
  public Optional<Frame> next() throws IOException {
    byte[] data = in.readNBytes(PIECE);
    if (data.length > 0) {
      hash.update(data);
      return Optional.of(Frame.ofData(data));
    }
    if (!Digests.same(Digests.hex(hash.digest()), expected)) {
      throw new BodyRejectedException(Fault.BODY_HASH);
    }
    return Optional.empty();
  }
}
