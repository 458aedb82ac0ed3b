package io.sallyport.document;

import io.sallyport.error.ConflictException;
import io.sallyport.error.UnavailableException;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.Page;
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
    this.feed = Optional.of(new ChangeFeed(store, cache, clock));
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
    for (int i = 0; i < TRIES; i++) {
      try {
        return store.commit(commit) instanceof CommitResult.Committed;
      } catch (OutcomeUnknownException e) {
        switch (learnOutcome(commit.writes().get(0), e)) {
          case MADE -> {
            return true;
          }
          case OVERTAKEN -> throw UnavailableException.outcomeUnknown(e);
          case NOT_YET -> {} // The same commit again: if the first one still arrives, one of the
            // two conflicts.
        }
      } catch (StoreException e) {
        throw new UnavailableException(e);
      }
    }
    throw new UnavailableException(new IllegalStateException("the store never told an outcome"));
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

  private enum Outcome {
    MADE,
    NOT_YET,
    OVERTAKEN
  }

  /** All writes of a commit are made together, so that one of them tells of all. */
  private Outcome learnOutcome(Write write, OutcomeUnknownException cause) {
    Optional<Entry> now;
    try {
      now = store.get(write.key());
    } catch (StoreException e) {
      e.addSuppressed(cause);
      throw UnavailableException.outcomeUnknown(e);
    }
    if (write instanceof Write.Create create) {
      return now.map(
              entry -> entry.value().equals(create.value()) ? Outcome.MADE : Outcome.OVERTAKEN)
          .orElse(Outcome.NOT_YET);
    }
    if (write instanceof Write.Replace replace) {
      if (now.isPresent() && now.get().revision().equals(replace.expected())) {
        return Outcome.NOT_YET;
      }
      return now.isPresent() && now.get().value().equals(replace.value())
          ? Outcome.MADE
          : Outcome.OVERTAKEN;
    }
    return now.isPresent() && now.get().revision().equals(((Write.Delete) write).expected())
        ? Outcome.NOT_YET
        : Outcome.MADE;
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
