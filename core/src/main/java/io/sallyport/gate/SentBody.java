package io.sallyport.gate;

import io.sallyport.access.GrantedBody;
import io.sallyport.sigv4.BodyRejectedException;
import io.sallyport.sigv4.BodyVerifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** A body as it was sent, which fails to read if it is not what was signed. */
record SentBody(BodyVerifier verifier) implements GrantedBody {
  @Override
  public InputStream passThrough(InputStream sent) {
    return verifier.passThrough(sent);
  }

  @Override
  public InputStream decoded(InputStream sent) {
    return verifier.decoded(sent);
  }

  @Override
  public boolean isChunked() {
    return verifier.isChunked();
  }

  @Override
  public Flow.Publisher<ByteBuffer> passThrough(Flow.Publisher<ByteBuffer> sent) {
    return verifier.passThrough(sent);
  }

  @Override
  public Flow.Publisher<ByteBuffer> decoded(Flow.Publisher<ByteBuffer> sent) {
    return verifier.decoded(sent);
  }

  /**
   * What a body that is at hand says, once it is proven.
   *
   * @throws io.sallyport.error.IamException if it is not what was signed
   */
  static byte[] decoded(BodyVerifier verifier, byte[] sent) {
    try (InputStream decoded = verifier.decoded(new ByteArrayInputStream(sent))) {
      return decoded.readAllBytes();
    } catch (BodyRejectedException e) {
      throw e.refusal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
