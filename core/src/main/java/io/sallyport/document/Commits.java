package io.sallyport.document;

import io.sallyport.error.UnavailableException;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.StoreException;
import io.sallyport.storage.Write;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes commits, and finds out what became of those whose answer was lost. Thread-safe. */
final class Commits {
  private static final int TRIES = 32;

  private final IamStore store;
  private final Consumer<Key> touched;

  /**
   * Commits to this store.
   *
   * @param touched is told of each key that was changed, or may have been, or that others changed;
   *     not of one to which for sure nothing happened
   */
  Commits(IamStore store, Consumer<Key> touched) {
    this.store = store;
    this.touched = touched;
  }

  /**
   * Makes all the writes, or none.
   *
   * @return whether they were made; if not, an expectation was wrong
   * @throws UnavailableException if they were not made, or it can't be known
   */
  boolean make(Commit commit) {
    boolean untouched = false;
    try {
      return store.commit(commit) instanceof CommitResult.Committed;
    } catch (OutcomeUnknownException e) {
      return makeOrFindOut(commit, e);
    } catch (StoreException e) {
      untouched = true;
      throw new UnavailableException(e);
    } finally {
      if (!untouched) {
        commit.changes().forEach(change -> touched.accept(change.key()));
      }
    }
  }

  private boolean makeOrFindOut(Commit commit, OutcomeUnknownException first) {
    OutcomeUnknownException unknown = first;
    for (int i = 1; i < TRIES; i++) {
      if (wasMade(commit, unknown)) {
        return true;
      }
      // Not yet: the same commit again. If the first one still arrives, one of the two conflicts.
      try {
        CommitResult result = store.commit(commit);
        if (!(result instanceof CommitResult.Conflict conflict)) {
          return true;
        }
        // It may be a conflict with this very commit, which arrived late.
        if (isWrongForever(commit, conflict.key())) {
          return wasMade(commit, unknown);
        }
      } catch (OutcomeUnknownException e) {
        unknown = e;
      } catch (StoreException e) {
        throw UnavailableException.outcomeUnknown(unknown);
      }
    }
    throw UnavailableException.outcomeUnknown(unknown);
  }

  /** A revision that is gone never comes back; what is there may be deleted. */
  private static boolean isWrongForever(Commit commit, Key wrong) {
    return commit.writes().stream()
        .anyMatch(write -> write.key().equals(wrong) && write.expectation().isPresent());
  }

  /**
   * Whether a commit of unknown outcome was made. Its changes are made together, so that any one of
   * them tells of all: one whose key is still as it was before, or one whose value is there, which
   * carries its own change's name, so that no other looks like it. What is only expected tells
   * nothing.
   *
   * @throws UnavailableException if others may have overtaken it, so that nobody can know: what was
   *     to be created and isn't there may have been created, and deleted since; to create it again
   *     would bring back what somebody was told is gone
   */
  private boolean wasMade(Commit commit, OutcomeUnknownException cause) {
    boolean allDeleted = true;
    for (Write change : commit.changes()) {
      Optional<Entry> now = read(change.key(), cause);
      if (change.expectation().isPresent()
          && now.map(Entry::revision).equals(change.expectation())) {
        return false;
      }
      Optional<Bytes> value = value(change);
      if (value.isPresent() && now.map(Entry::value).equals(value)) {
        return true;
      }
      allDeleted &= value.isEmpty() && now.isEmpty();
    }
    if (allDeleted) {
      // By this commit or by others: all that it was to delete is gone.
      return true;
    }
    throw UnavailableException.outcomeUnknown(cause);
  }

  private Optional<Entry> read(Key key, OutcomeUnknownException cause) {
    try {
      return store.get(key);
    } catch (StoreException e) {
      e.addSuppressed(cause);
      throw UnavailableException.outcomeUnknown(e);
    }
  }

  private static Optional<Bytes> value(Write change) {
    if (change instanceof Write.Create create) {
      return Optional.of(create.value());
    }
    return change instanceof Write.Replace replace
        ? Optional.of(replace.value())
        : Optional.empty();
  }
}
