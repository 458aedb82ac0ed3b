package io.sallyport.gate;

import io.sallyport.access.GrantedBody;
import io.sallyport.sigv4.BodyVerifier;
import java.io.InputStream;
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
  public Flow.Publisher<ByteBuffer> passThrough(Flow.Publisher<ByteBuffer> sent) {
    return verifier.passThrough(sent);
  }

  @Override
  public Flow.Publisher<ByteBuffer> decoded(Flow.Publisher<ByteBuffer> sent) {
    return verifier.decoded(sent);
  }
}
