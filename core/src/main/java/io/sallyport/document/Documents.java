package io.sallyport.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The documents of a store. Thread-safe; failures of the store become IAM errors here. */
public final class Documents {
  private static final int TRIES = 32;

  private final IamStore store;

  public Documents(IamStore store) {
    this.store = store;
  }

  public Optional<Document> get(Key key) {
    return asked(() -> store.get(key)).map(Document::of);
  }

  public Page list(KeyRange range, int limit) {
    return asked(() -> store.list(range, limit));
  }

  public static Document read(Entry entry) {
    return Document.of(entry);
  }

  /**
   * Makes all the writes, or none.
   *
   * @return whether they were made; if not, an expectation was wrong
   */
  public boolean commit(Write... writes) {
    Commit commit = new Commit(List.of(writes));
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

  /** A copy of a document's JSON, to change. */
  public static ObjectNode copy(Document document) {
    return document.json().deepCopy();
  }
}
