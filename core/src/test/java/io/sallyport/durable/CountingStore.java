package io.sallyport.durable;

import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.Page;
import io.sallyport.storage.Watch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A store that keeps account of what it was asked. */
final class CountingStore implements IamStore {
  /** The line of a commit that may or may not have been made. */
  static final String OUTCOME_UNKNOWN = "outcome unknown";

  private final IamStore store;

  /** One line for each call, with how many entries it answered. */
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  CountingStore(IamStore store) {
    this.store = store;
  }

  /** The calls since this was last asked. */
  List<String> calls() {
    List<String> made = List.copyOf(calls);
    forget();
    return made;
  }

  void forget() {
    calls.clear();
  }

  @Override
  public Optional<Entry> get(Key key) {
    calls.add("get " + key.segments().get(0));
    return store.get(key);
  }

  @Override
  public Page list(KeyRange range, int limit) {
    Page page = store.list(range, limit);
    calls.add("list " + page.entries().size());
    return page;
  }

  @Override
  public CommitResult commit(Commit commit) {
    calls.add("commit " + commit.writes().size());
    try {
      return store.commit(commit);
    } catch (OutcomeUnknownException e) {
      calls.add(OUTCOME_UNKNOWN);
      throw e;
    }
  }

  @Override
  public Watch watch(KeyRange range, Cursor from) {
    calls.add("watch");
    return store.watch(range, from);
  }

  @Override
  public void close() {
    store.close();
  }
}
