package io.sallyport.oidc;

import io.sallyport.error.ThrottlingException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets so many through at once, and turns away who comes when all are in. Thread-safe. */
final class Turnstile {
  private final Semaphore free;

  Turnstile(int most) {
    free = new Semaphore(most);
  }

  /**
   * Does the work.
   *
   * @throws ThrottlingException if too many are in
   */
  <T> T pass(Supplier<T> work) {
    if (!free.tryAcquire()) {
      throw new ThrottlingException();
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }
}
