package io.sallyport.testing;

import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.Page;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.memory.MemoryStore;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory that has the troubles it is told to have, each once. */
public final class TroubledStore implements IamStore {

  /** What happens to the next commit. */
  public enum Trouble {
    /** None. */
    NONE,
    /** Nothing happens, and the caller is told so. */
    UNAVAILABLE,
    /** It is lost, and the caller is not told. */
    LOST_IN_SILENCE,
    /** It is made, and the caller is not told. */
    MADE_IN_SILENCE,
    /** The caller is not told, and it is made only after the caller has looked. */
    LATE
  }

  private final IamStore store = new MemoryStore();
  private final Queue<Trouble> troubles = new ArrayDeque<>();
  private final Queue<Runnable> meanwhile = new ArrayDeque<>();
  private Optional<Commit> late = Optional.empty();
  private volatile boolean unreadable;
  private final AtomicInteger refusals = new AtomicInteger();

  public void nextCommits(Trouble... next) {
    troubles.addAll(List.of(next));
  }

  /** What others do right after the next commit of which the caller is not told. */
  public void meanwhile(Runnable others) {
    meanwhile.add(others);
  }

  public void stopAnswering() {
    unreadable = true;
  }

  public void answerAgain() {
    unreadable = false;
  }

  /** How often it was asked while it answered nobody. */
  public int refusals() {
    return refusals.get();
  }

  /** The store without its troubles. */
  public IamStore untroubled() {
    return store;
  }

  @Override
  public Optional<Entry> get(Key key) {
    requireAnswering();
    return store.get(key);
  }

  @Override
  public Page list(KeyRange range, int limit) {
    requireAnswering();
    return store.list(range, limit);
  }

  @Override
  public CommitResult commit(Commit commit) {
    requireAnswering();
    late.ifPresent(store::commit);
    late = Optional.empty();
    Trouble trouble = troubles.isEmpty() ? Trouble.NONE : troubles.remove();
    return switch (trouble) {
      case NONE -> store.commit(commit);
      case UNAVAILABLE -> throw new StoreUnavailableException("nothing happened");
      case LOST_IN_SILENCE -> {
        othersAct();
        throw new OutcomeUnknownException("the connection died");
      }
      case LATE -> {
        late = Optional.of(commit);
        throw new OutcomeUnknownException("the connection died");
      }
      case MADE_IN_SILENCE -> {
        store.commit(commit);
        othersAct();
        throw new OutcomeUnknownException("the connection died");
      }
    };
  }

  @Override
  public Watch watch(KeyRange range, Cursor from) {
    Watch watch = store.watch(range, from);
    return new Watch() {
      @Override
      public WatchEvent next() throws InterruptedException {
        return unreadable ? new WatchEvent.Lost("the store can't be reached") : watch.next();
      }

      @Override
      public void close() {
        watch.close();
      }
    };
  }

  @Override
  public void close() {
    store.close();
  }

  private void othersAct() {
    if (!meanwhile.isEmpty()) {
      meanwhile.remove().run();
    }
  }

  private void requireAnswering() {
    if (unreadable) {
      refusals.incrementAndGet();
      throw new StoreUnavailableException("the store can't be reached");
    }
  }
}
