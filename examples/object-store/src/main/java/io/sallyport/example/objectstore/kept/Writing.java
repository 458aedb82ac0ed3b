package io.sallyport.example.objectstore.kept;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.Lock;

/**
 * A change in the bucket that was decided on, which isn't deleted before this is closed: but for
 * the time for which a body is waited for. That may be long, and whoever deletes the bucket then,
 * or makes another of its name, need not wait. Of one thread.
 */
final class Writing implements AutoCloseable {
  private final KeptBuckets buckets;
  private final String bucket;
  private final Lock lock;
  private boolean isHeld;
  private boolean isClosed;

  private Writing(KeptBuckets buckets, String bucket) {
    this.buckets = buckets;
    this.bucket = bucket;
    this.lock = buckets.lock(bucket).readLock();
  }

  /** Begins one; refuses it if the bucket isn't there any more, be it that another is. */
  static Writing begin(KeptBuckets buckets, String bucket) {
    buckets.requireDecided(bucket);
    Writing writing = new Writing(buckets, bucket);
    writing.hold();
    return writing;
  }

  private void hold() {
    if (isClosed) {
      throw new IllegalStateException("it is over");
    }
    lock.lock();
    isHeld = true;
    try {
      buckets.requireDecided(bucket);
    } catch (RuntimeException e) {
      release();
      throw e;
    }
  }

  /** The body of what is written. It fails to read if the bucket has become another meanwhile. */
  InputStream waitingFor(InputStream body) {
    return new FilterInputStream(body) {
      @Override
      public int read() throws IOException {
        release();
        int read = in.read();
        hold();
        return read;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        release();
        int read = in.read(into, from, length);
        hold();
        return read;
      }

      @Override
      public long skip(long count) throws IOException {
        release();
        long skipped = in.skip(count);
        hold();
        return skipped;
      }
    };
  }

  private void release() {
    if (isHeld) {
      isHeld = false;
      lock.unlock();
    }
  }

  @Override
  public void close() {
    isClosed = true;
    release();
  }
}
