package io.sallyport.sigv4;

import io.sallyport.error.MalformedRequestException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Gives out a body only once all of it was read and found to be right. */
final class WholeFirst extends InputStream {
  private final InputStream in;
  private final int longest;
  private Optional<InputStream> whole = Optional.empty();
  private boolean tooLong;

  WholeFirst(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  @Override
  public int read() throws IOException {
    return whole().read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return whole().read(buffer, offset, length);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private InputStream whole() throws IOException {
    if (whole.isEmpty()) {
      byte[] body = tooLong ? new byte[0] : in.readNBytes(longest + 1);
      tooLong |= body.length > longest;
      if (tooLong) {
        throw new BodyRejectedException(Fault.BODY_TOO_LONG);
      }
      whole = Optional.of(new ByteArrayInputStream(body));
    }
    return whole.get();
  }
}
