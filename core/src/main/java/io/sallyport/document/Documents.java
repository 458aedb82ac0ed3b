package io.sallyport.document;

import io.sallyport.error.ConflictException;
import io.sallyport.error.UnavailableException;
import io.sallyport.id.RandomIds;
import io.sallyport.storage.Commit;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.StoreException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
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

  private final IamStore store;
  private final Commits commits;
  private final DocumentCache cache;
  private final ChangeFeed feed;
  private final Outage outage = new Outage();

  /** For the names of changes, which need to differ and nothing else. */
  private final RandomIds ids = new RandomIds(new SecureRandom());

  /**
   * Documents that are kept while a watch proves that they are fresh.
   *
   * @param maxStaleness how old the last proof may be
   */
  public Documents(IamStore store, Clock clock, Duration maxStaleness, Freshness freshness) {
    this.store = new AskedStore(store);
    this.cache = new DocumentCache(clock, maxStaleness, freshness);
    this.commits = new Commits(this.store, cache::changed);
    this.feed = new ChangeFeed(store, cache, clock, maxStaleness);
  }

  /** A document, read from the store now. */
  Optional<Document> read(Key key) {
    return asked(() -> store.get(key)).map(Document::of);
  }

  /**
   * What a document says, no older than this node's own writes and {@code maxStaleness}.
   *
   * @param reader makes an object of the document; always the same one for a key
   */
  <T> Optional<T> get(Key key, Function<Document, T> reader) {
    feed.start();
    return cache.get(key, wanted -> outage.asked(() -> store.get(wanted)), reader);
  }

  /**
   * What a document says now; {@link #get} answers it from then on. What was kept until then stays
   * if the store can't be asked, but for what nothing proves any more.
   *
   * @param reader the one that {@link #get} is given for this key
   */
  <T> Optional<T> reread(Key key, Function<Document, T> reader) {
    feed.start();
    return cache.reread(key, wanted -> outage.asked(() -> store.get(wanted)), reader);
  }

  Page list(KeyRange range, int limit) {
    return asked(() -> store.list(range, limit));
  }

  /**
   * The documents of one kind: those whose keys begin with these segments and have more.
   *
   * @param codec makes objects of them
   */
  public <T> Table<T> table(Codec<T> codec, String... root) {
    return new Table<>(this, codec, root);
  }

  /** A place for what is found by way of documents, until any changes. */
  public <K, T> Derived<K, T> derived() {
    return new Derived<>(cache::moment);
  }

  /**
   * Changes documents: makes all that the work changes, at one moment at which all that it read is
   * as it read it; or nothing, if it throws.
   *
   * @param what names the thing that is changed, for the error
   * @param work is called again, with a new change, until nobody comes between its reads and its
   *     commit: it does nothing but through the change, and does not keep it
   * @throws ConflictException if others keep changing the same things
   * @throws UnavailableException if the store can't be asked, or the outcome can't be known
   */
  public void change(String what, Consumer<Change> work) {
    boolean unused =
        changeAndAnswer(
            what,
            change -> {
              work.accept(change);
              return true;
            });
  }

  /** As {@link #change}, with an answer: that of the work whose changes were made. */
  public <R> R changeAndAnswer(String what, Function<Change, R> work) {
    for (int i = 0; i < TRIES; i++) {
      Optional<R> answer = new Change(this, ids.unique()).attempt(work);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw ConflictException.concurrentModification(what);
  }

  /**
   * Makes all the writes, or none.
   *
   * @return whether they were made; if not, an expectation was wrong
   */
  boolean commit(Commit commit) {
    return commits.make(commit);
  }

  private static <T> T asked(Supplier<T> call) {
    try {
      return call.get();
    } catch (StoreException e) {
      throw new UnavailableException(e);
    }
  }

  /** Whether what is kept is proven fresh, so that it answers for the store. */
  public boolean isFresh() {
    return cache.proofs().isCurrent();
  }

  /** When it was last proven that the store's changes come through, or since when it has not. */
  public Instant lastProof() {
    return cache.proofs().lastProof();
  }

  /** Stops following the store's changes; the store stays open. */
  @Override
  public void close() {
    feed.close();
  }
}
