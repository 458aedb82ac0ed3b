package io.sallyport.durable;

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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A store whose watch says nothing, as if its connection hung. */
record StalledStore(IamStore store) implements IamStore {

  @Override
  public Optional<Entry> get(Key key) {
    return store.get(key);
  }

  @Override
  public Page list(KeyRange range, int limit) {
    return store.list(range, limit);
  }

  @Override
  public CommitResult commit(Commit commit) {
    return store.commit(commit);
  }

  @Override
  public Watch watch(KeyRange range, Cursor from) {
    CountDownLatch closed = new CountDownLatch(1);
    return new Watch() {
      @Override
      public WatchEvent next() throws InterruptedException {
        closed.await();
        return new WatchEvent.Lost("closed");
      }

      @Override
      public void close() {
        closed.countDown();
      }
    };
  }

  @Override
  public void close() {
    store.close();
  }
}
