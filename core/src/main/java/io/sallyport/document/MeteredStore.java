package io.sallyport.document;

import io.sallyport.audit.Metrics;
import io.sallyport.audit.Metrics.StoreCall;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.StoreException;
import io.sallyport.storage.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells the host's metrics how long a store takes to answer, and that it doesn't. Thread-safe. */
public record MeteredStore(IamStore store, Metrics metrics) implements IamStore {

  /** A store that is measured, if anybody measures. */
  public static IamStore of(IamStore store, Metrics metrics) {
    return metrics == Metrics.NONE ? store : new MeteredStore(store, metrics);
  }

  @Override
  public Optional<Entry> get(Key key) {
    return measured(StoreCall.GET, () -> store.get(key));
  }

  @Override
  public Page list(KeyRange range, int limit) {
    return measured(StoreCall.LIST, () -> store.list(range, limit));
  }

  @Override
  public CommitResult commit(Commit commit) {
    return measured(StoreCall.COMMIT, () -> store.commit(commit));
  }

  private <T> T measured(StoreCall call, Supplier<T> work) {
    long begun = System.nanoTime();
    try {
      T answer = work.get();
      metrics.storeAnswered(call, Duration.ofNanos(System.nanoTime() - begun));
      return answer;
    } catch (StoreException e) {
      metrics.storeFailed(call, Duration.ofNanos(System.nanoTime() - begun));
      throw e;
    }
  }

  /** What it answers is waited for, and says nothing of the store. */
  @Override
  public Watch watch(KeyRange range, Cursor from) {
    return store.watch(range, from);
  }

  @Override
  public void close() {
    store.close();
  }
}
