package io.sallyport.gate;

import io.sallyport.access.GrantedBody;
import io.sallyport.sigv4.BodyVerifier;
import java.io.InputStream;

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
}
