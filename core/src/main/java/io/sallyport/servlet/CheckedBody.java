package io.sallyport.servlet;

import io.sallyport.error.IamException;
import io.sallyport.sigv4.BodyRejectedException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body that is checked while it is read. Remembers that a check failed, so that a host that
 * swallows the failure still doesn't answer that all went well.
 */
final class CheckedBody extends ServletInputStream {
  private final InputStream checked;
  private @Nullable S3Error failure;
  private boolean finished;

  CheckedBody(InputStream checked) {
    this.checked = checked;
  }

  Optional<S3Error> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int read = checked.read(buffer, offset, length);
      finished = read < 0 && length > 0;
      return read;
    } catch (BodyRejectedException e) {
      failure = S3Error.of(e);
      throw e;
    } catch (IamException e) {
      failure = S3Error.of(e);
      throw new IOException(e);
    } catch (IOException e) {
      failure = BodyFault.Found.in(e).inS3();
      throw e;
    }
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw new UnsupportedOperationException("A checked body is read by blocking.");
  }
}
