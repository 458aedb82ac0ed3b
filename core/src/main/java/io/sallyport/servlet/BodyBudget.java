package io.sallyport.servlet;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all bodies share which are held at the same time. Thread-safe. */
final class BodyBudget {
  private final AtomicLong left;

  BodyBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  void take(long bytes) throws BodyFault.Found {
    if (left.addAndGet(-bytes) < 0) {
      left.addAndGet(bytes);
      throw new BodyFault.Found(BodyFault.NO_ROOM);
    }
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
