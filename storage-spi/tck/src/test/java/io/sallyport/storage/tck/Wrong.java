package io.sallyport.storage.tck;

import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.memory.MemoryStore;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A right store, for stores that are wrong in one thing. */
class Wrong implements IamStore {
  final IamStore right;

  Wrong() {
    this(new MemoryStore());
  }

  Wrong(IamStore right) {
    this.right = right;
  }

  @Override
  public Optional<Entry> get(Key key) {
    return right.get(key);
  }

  @Override
  public Page list(KeyRange range, int limit) {
    return right.list(range, limit);
  }

  @Override
  public CommitResult commit(Commit commit) {
    return right.commit(commit);
  }

  @Override
  public Watch watch(KeyRange range, Cursor from) {
    return right.watch(range, from);
  }

  @Override
  public void close() {
    right.close();
  }

  /** Leaves other threads time to get in between. */
  static void pause() {
    LockSupport.parkNanos(100_000);
  }

  /** What a wrong watch does instead of its right one's {@code next}. */
  interface Next {
    WatchEvent of(Watch watch) throws InterruptedException;
  }

  static Watch wrong(Watch watch, Next next) {
    return new Watch() {
      @Override
      public WatchEvent next() throws InterruptedException {
        return next.of(watch);
      }

      @Override
      public void close() {
        watch.close();
      }
    };
  }
}
