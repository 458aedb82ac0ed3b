package io.sallyport.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.UnavailableException;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Key;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One attempt to change documents. What is read through it is remembered, and its commit expects
 * all of that, also what it leaves as it is and what was absent; what it writes, it has read; each
 * document that it writes carries the change's own name, by which an unknown outcome is learnt.
 * Made by {@link Documents#change}; of one thread, and of one attempt.
 */
public final class Change {
  private static final String NAME = "change";

  private final Documents documents;
  private final String name;
  private final Map<Key, State> states = new LinkedHashMap<>();
  private final List<Runnable> afterwards = new ArrayList<>();
  private boolean over;

  /**
   * What this change knows of a key.
   *
   * @param found what the store has
   * @param now what is there once the change is made
   * @param write what the change does with it: at least it expects what was found
   */
  private record State(Optional<Document> found, Optional<Object> now, Write write) {

    static State of(Key key, Optional<Document> found, Optional<Object> now) {
      return new State(
          found,
          now,
          revision(found)
              .<Write>map(at -> new Write.Expect(key, at))
              .orElseGet(() -> new Write.ExpectAbsent(key)));
    }

    State put(Key key, Object value, Bytes bytes) {
      return new State(
          found,
          Optional.of(value),
          revision(found)
              .<Write>map(at -> new Write.Replace(key, bytes, at))
              .orElseGet(() -> new Write.Create(key, bytes)));
    }

    State delete(Key key) {
      return new State(
          found,
          Optional.empty(),
          revision(found)
              .<Write>map(at -> new Write.Delete(key, at))
              .orElseGet(() -> new Write.ExpectAbsent(key)));
    }
  }

  Change(Documents documents, String name) {
    this.documents = documents;
    this.name = name;
  }

  /** What a document says in the store, now, or what this change makes of it. */
  @SuppressWarnings("unchecked") // A key is of one table.
  public <T> Optional<T> get(Table<T> table, String... path) {
    return (Optional<T>) state(table, table.key(path)).now();
  }

  /**
   * Writes a document, whether it was there or not. Fields that this version doesn't know survive.
   *
   * @throws LimitExceededException if it becomes longer than a store takes
   */
  public <T> void put(Table<T> table, T value, String... path) {
    Key key = table.key(path);
    State state = state(table, key);
    ObjectNode json =
        state.found().map(found -> found.json().deepCopy()).orElseGet(Document::create);
    table.codec().write(value, json);
    json.put(NAME, name);
    states.put(key, state.put(key, value, Document.bytes(json)));
  }

  /** Deletes a document, if it is there. */
  public void delete(Table<?> table, String... path) {
    Key key = table.key(path);
    states.put(key, state(table, key).delete(key));
  }

  /** Has something done once this is made, and never if it is not, or changes nothing. */
  public void afterwards(Runnable work) {
    afterwards.add(work);
  }

  /**
   * Does the work, and commits what it changed.
   *
   * @return its answer; empty if others came between, so that nothing was changed
   */
  <R> Optional<R> attempt(Function<Change, R> work) {
    R answer;
    try {
      answer = work.apply(this);
    } catch (UnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      if (isStillSo()) {
        throw e;
      }
      return Optional.empty();
    } finally {
      over = true;
    }
    boolean changes = states.values().stream().anyMatch(state -> state.write().isChange());
    boolean made = changes ? documents.commit(commit()) : isStillSo();
    if (made && changes) {
      afterwards.forEach(Runnable::run);
    }
    return made ? Optional.of(answer) : Optional.empty();
  }

  private State state(Table<?> table, Key key) {
    if (over) {
      throw new IllegalStateException("this change is over");
    }
    State known = states.get(key);
    if (known == null) {
      Optional<Document> found = documents.read(key);
      known = State.of(key, found, found.map(table::read));
      states.put(key, known);
    }
    return known;
  }

  private Commit commit() {
    try {
      return new Commit(states.values().stream().map(State::write).toList());
    } catch (IllegalArgumentException e) {
      throw new LimitExceededException("too much is to be changed together: " + e.getMessage());
    }
  }

  /**
   * Whether all that was read was so at one moment, so that an answer or a refusal may rest on it.
   * What was there and is the same now was so all the time, since no revision comes back. What was
   * absent may have come and gone: it is looked at first, at a moment when all the rest is so.
   */
  private boolean isStillSo() {
    return states.size() < 2
        || states.values().stream()
            .sorted(Comparator.comparing((State state) -> state.found().isPresent()))
            .allMatch(
                state ->
                    revision(documents.read(state.write().key())).equals(revision(state.found())));
  }

  private static Optional<Revision> revision(Optional<Document> document) {
    return document.map(found -> found.entry().revision());
  }
}
