package io.sallyport.gate;

import io.sallyport.error.ClosedException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether an instance is open: once it is closed, every call of it is refused. Thread-safe. */
public final class Latch {
  private final AtomicBoolean closed = new AtomicBoolean();

  public boolean isOpen() {
    return !closed.get();
  }

  /** Whether this call closed it. */
  public boolean close() {
    return closed.compareAndSet(false, true);
  }

  /**
   * Lets a call in.
   *
   * @throws ClosedException if the instance is closed
   */
  public void requireOpen() {
    if (closed.get()) {
      throw new ClosedException();
    }
  }
}
