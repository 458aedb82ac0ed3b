package io.sallyport.testing;

import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Watch;
import java.util.List;
import java.util.Optional;

/**
 * Lets two threads call one store in an order that was drawn before: a call begins only when both
 * wait for their turn, or one has finished, so that a run can be repeated.
 */
public final class Turns {
  private final List<Boolean> order;
  private final boolean[] waits = new boolean[2];
  private final boolean[] finished = new boolean[2];
  private int next = -1;
  private int calls;

  /**
   * Turns in this order, and in turn once it ends.
   *
   * @param order whether the second thread is next
   */
  public Turns(List<Boolean> order) {
    this.order = order;
  }

  /** How many calls have begun. */
  public synchronized int now() {
    return calls;
  }

  /** Says that a thread makes no more calls. */
  public synchronized void finish(int thread) {
    finished[thread] = true;
    pick();
  }

  private synchronized void await(int thread, Thread client) {
    if (!Thread.currentThread().equals(client)) {
      return;
    }
    waits[thread] = true;
    pick();
    while (next != thread) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this", e);
      }
    }
    next = -1;
    waits[thread] = false;
  }

  private void pick() {
    if (next < 0
        && (waits[0] || finished[0])
        && (waits[1] || finished[1])
        && (waits[0] || waits[1])) {
      boolean second = calls < order.size() ? order.get(calls) : calls % 2 == 0;
      next = waits[1] && (second || !waits[0]) ? 1 : 0;
      calls++;
      notifyAll();
    }
  }

  /**
   * The store as the thread that calls this sees it. What else calls it, such as what follows its
   * changes, waits for no turn.
   *
   * @param thread its number, 0 or 1
   */
  public IamStore of(int thread, IamStore store) {
    Thread client = Thread.currentThread();
    return new IamStore() {
      @Override
      public Optional<Entry> get(Key key) {
        await(thread, client);
        return store.get(key);
      }

      @Override
      public Page list(KeyRange range, int limit) {
        await(thread, client);
        return store.list(range, limit);
      }

      @Override
      public CommitResult commit(Commit commit) {
        await(thread, client);
        return store.commit(commit);
      }

      @Override
      public Watch watch(KeyRange range, Cursor from) {
        return store.watch(range, from);
      }

      @Override
      public void close() {}
    };
  }
}
