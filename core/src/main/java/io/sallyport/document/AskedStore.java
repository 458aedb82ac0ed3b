package io.sallyport.document;

import static java.util.Objects.requireNonNull;

import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.Page;
import io.sallyport.storage.StoreException;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import java.util.Optional;

/**
 * A store that may be anybody's code: whatever else it throws than it should, errors too, and null,
 * say that it couldn't be asked, and of a commit, that it may have been made. Thread-safe.
 */
record AskedStore(IamStore host) implements IamStore {
  private static final String FAILED = "the store failed otherwise than a store may";

  @Override
  public Optional<Entry> get(Key key) {
    try {
      return requireNonNull(host.get(key), "null was answered");
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new StoreUnavailableException(FAILED, e);
    }
  }

  @Override
  public Page list(KeyRange range, int limit) {
    try {
      return requireNonNull(host.list(range, limit), "null was answered");
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new StoreUnavailableException(FAILED, e);
    }
  }

  @Override
  public CommitResult commit(Commit commit) {
    try {
      return requireNonNull(host.commit(commit), "null was answered");
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new OutcomeUnknownException(FAILED, e);
    }
  }

  /** Who follows the changes takes whatever it throws for a loss. */
  @Override
  public Watch watch(KeyRange range, Cursor from) {
    return host.watch(range, from);
  }

  @Override
  public void close() {
    host.close();
  }
}
