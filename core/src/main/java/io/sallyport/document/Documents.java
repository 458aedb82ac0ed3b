package io.sallyport.document;

import io.sallyport.error.ConflictException;
import io.sallyport.error.UnavailableException;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.Page;
import io.sallyport.storage.Revision;
import io.sallyport.storage.StoreException;
import io.sallyport.storage.Write;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The documents of a store. Thread-safe; failures of the store become IAM errors here.
 *
 * <p>{@link #get} is for decisions: it answers what is kept for as long as that is proven fresh.
 * {@link #read} is for changes: it asks the store.
 */
public final class Documents implements AutoCloseable {
  private static final int TRIES = 32;
  private static final Duration NEVER_CURRENT = Duration.ofSeconds(-1);

  private final IamStore store;
  private final DocumentCache cache;
  private final Optional<ChangeFeed> feed;

  /** Documents of which nothing is kept: each is read from the store. */
  public Documents(IamStore store) {
    this.store = store;
    this.cache = new DocumentCache(Clock.systemUTC(), NEVER_CURRENT, Freshness.unwatched());
    this.feed = Optional.empty();
  }

  /**
   * Documents that are kept while a watch proves that they are fresh.
   *
   * @param maxStaleness how old the last proof may be
   */
  public Documents(IamStore store, Clock clock, Duration maxStaleness, Freshness freshness) {
    this.store = store;
    this.cache = new DocumentCache(clock, maxStaleness, freshness);
    this.feed = Optional.of(new ChangeFeed(store, cache, clock, maxStaleness));
  }

  /** A document, read from the store now. */
  public Optional<Document> read(Key key) {
    return asked(() -> store.get(key)).map(Document::of);
  }

  /**
   * What a document says, no older than this node's own writes and {@code maxStaleness}.
   *
   * @param reader makes an object of the document; always the same one for a key
   */
  public <T> Optional<T> get(Key key, Function<Document, T> reader) {
    feed.ifPresent(ChangeFeed::start);
    return cache.get(key, wanted -> asked(() -> store.get(wanted)), reader);
  }

  /**
   * What a document says now; {@link #get} answers it from then on. What was kept until then stays
   * if the store can't be asked.
   *
   * @param reader the one that {@link #get} is given for this key
   */
  public <T> Optional<T> reread(Key key, Function<Document, T> reader) {
    feed.ifPresent(ChangeFeed::start);
    return cache.reread(key, wanted -> asked(() -> store.get(wanted)), reader);
  }

  public Page list(KeyRange range, int limit) {
    return asked(() -> store.list(range, limit));
  }

  /**
   * Makes all the writes, or none.
   *
   * @return whether they were made; if not, an expectation was wrong
   */
  public boolean commit(Write... writes) {
    try {
      return commit(new Commit(List.of(writes)));
    } finally {
      // Also of a commit that failed: it may yet have been made.
      for (Write write : writes) {
        cache.changed(write.key());
      }
    }
  }

  private boolean commit(Commit commit) {
    Optional<OutcomeUnknownException> unknown = Optional.empty();
    for (int i = 0; i < TRIES; i++) {
      try {
        boolean made = store.commit(commit) instanceof CommitResult.Committed;
        // A conflict may be one with this very commit, which arrived late.
        if (made || unknown.isEmpty()) {
          return made;
        }
      } catch (OutcomeUnknownException e) {
        unknown = Optional.of(e);
      } catch (StoreException e) {
        throw unknown
            .map(UnavailableException::outcomeUnknown)
            .orElseGet(() -> new UnavailableException(e));
      }
      if (wasMade(commit.writes().get(0), unknown.orElseThrow())) {
        return true;
      }
      // Not yet: the same commit again. If the first one still arrives, one of the two conflicts.
    }
    throw UnavailableException.outcomeUnknown(unknown.orElseThrow());
  }

  /**
   * Tries a read-and-commit until its expectations hold.
   *
   * @param attempt reads anew, commits, and answers whether the commit was made
   * @param what names the thing that is changed, for the error
   * @throws ConflictException if others keep changing the same thing
   */
  public static void untilCommitted(String what, BooleanSupplier attempt) {
    for (int i = 0; i < TRIES; i++) {
      if (attempt.getAsBoolean()) {
        return;
      }
    }
    throw ConflictException.concurrentModification(what);
  }

  /**
   * Whether a commit of unknown outcome was made. All its writes are made together, so that one of
   * them tells of all; each carries its own change's name, so that no other looks like it.
   *
   * @throws UnavailableException if others may have overtaken it, so that nobody can know: what was
   *     to be created and isn't there may have been created, and deleted since; to create it again
   *     would bring back what somebody was told is gone
   */
  private boolean wasMade(Write write, OutcomeUnknownException cause) {
    Optional<Entry> now;
    try {
      now = store.get(write.key());
    } catch (StoreException e) {
      e.addSuppressed(cause);
      throw UnavailableException.outcomeUnknown(e);
    }
    if (isUntouched(write, now)) {
      return false;
    }
    if (now.map(Entry::value).equals(after(write))) {
      return true;
    }
    throw UnavailableException.outcomeUnknown(cause);
  }

  private static boolean isUntouched(Write write, Optional<Entry> now) {
    if (write instanceof Write.Create) {
      return false;
    }
    Revision expected =
        write instanceof Write.Replace replace
            ? replace.expected()
            : ((Write.Delete) write).expected();
    return now.filter(entry -> entry.revision().equals(expected)).isPresent();
  }

  private static Optional<Bytes> after(Write write) {
    if (write instanceof Write.Create create) {
      return Optional.of(create.value());
    }
    return write instanceof Write.Replace replace ? Optional.of(replace.value()) : Optional.empty();
  }

  private static <T> T asked(Supplier<T> call) {
    try {
      return call.get();
    } catch (StoreException e) {
      throw new UnavailableException(e);
    }
  }

  /** Stops following the store's changes; the store stays open. */
  @Override
  public void close() {
    feed.ifPresent(ChangeFeed::close);
  }
}
