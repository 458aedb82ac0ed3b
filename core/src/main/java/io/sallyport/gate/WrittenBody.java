package io.sallyport.gate;

import io.sallyport.access.GrantedBody;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A body that stands for the one that was sent, and has been read. */
@SuppressWarnings("ArrayRecordComponent") // Made here, and given to nobody.
record WrittenBody(byte[] bytes) implements GrantedBody {
  @Override
  public InputStream passThrough(InputStream sent) {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public InputStream decoded(InputStream sent) {
    return new ByteArrayInputStream(bytes);
  }
}
