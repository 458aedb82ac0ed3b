package io.sallyport.storage.jdbc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the watches of this process: something may have changed, ask the database. */
final class ChangeSignal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private long times;

  /** How often the signal was raised so far: read before asking the database, then awaited. */
  long times() {
    lock.lock();
    try {
      return times;
    } finally {
      lock.unlock();
    }
  }

  void raise() {
    lock.lock();
    try {
      times++;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the signal was raised more often than this, or the time is over. */
  void await(long seen, long millis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (times == seen && left > 0) {
        left = raised.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
