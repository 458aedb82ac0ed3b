package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.Write;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * In whatever order reads, writes and events come, no answer is older than it may be; nor than one
 * that was given before it was asked for.
 */
class DocumentCacheProperties {
  private static final int KEYS = 2;
  private static final Duration MAX_STALENESS = Duration.ofSeconds(30);

  /** What happens; the number of the key is drawn apart. */
  enum Step {
    READ,
    OWN_WRITE,
    OWN_DELETION,
    OTHERS_WRITE,
    OTHERS_DELETION,
    EVENT,
    NEW_WATCH,
    REREAD,
    DERIVE,
    PROOF_LAPSES,
    PROOF,
    NEIGHBOURS_CHANGE
  }

  record Happening(Step step, @IntRange(max = KEYS - 1) int key) {}

  /** While a read loads, before and after it has asked the store, the next happenings may come. */
  @Property(tries = 5_000)
  void noAnswerIsOlderThanOwnWritesAndEvents(
      @ForAll @Size(max = 60) List<Step> steps,
      @ForAll @Size(60) List<@IntRange(max = KEYS - 1) Integer> keys,
      @ForAll @Size(60) List<@IntRange(max = 4) Integer> duringLoads) {
    Node node = new Node();
    Queue<Happening> coming = new ArrayDeque<>();
    for (int i = 0; i < steps.size(); i++) {
      coming.add(new Happening(steps.get(i), keys.get(i)));
    }
    Queue<Integer> during = new ArrayDeque<>(duringLoads);
    while (!coming.isEmpty()) {
      node.happen(coming, during);
    }
    for (int key = 0; key < KEYS; key++) {
      Optional<String> unused = node.read(key, () -> {});
    }
    node.prove();
    for (int key = 0; key < KEYS; key++) {
      Optional<String> unused = node.read(key, () -> {});
    }
    node.derive(() -> {});
    node.derive(() -> {});
    assertTrue(node.keptOnes > 0, "what nothing changed is kept");
  }

  /** Who was answered that there is nothing any more hears nothing older, full as it may be. */
  @Example
  void whatWasPushedOutIsNotForgotten() {
    DocumentCache cache =
        new DocumentCache(new SettableClock(), Duration.ofSeconds(30), Freshness.unwatched());
    cache.proofs().watchBegins();
    cache.proofs().proven(new SettableClock().instant());
    IamStore store = new MemoryStore();
    Bytes bytes = Document.bytes(Document.create().put("value", "old"));
    Key key = Key.of("changed");
    store.commit(Commit.of(new Write.Create(key, bytes)));
    Optional<String> old =
        read(
            cache,
            key,
            asked -> {
              Optional<Entry> entry = store.get(asked);
              store.commit(Commit.of(new Write.Delete(asked, entry.orElseThrow().revision())));
              fill(cache, "before");
              assertEquals(Optional.empty(), read(cache, asked, store::get));
              fill(cache, "after");
              return entry;
            });
    assertEquals(Optional.of("old"), old); // Asked for before it was deleted.
    assertEquals(Optional.empty(), read(cache, key, store::get));
  }

  private static Optional<String> read(
      DocumentCache cache, Key key, Function<Key, Optional<Entry>> load) {
    return cache.get(key, load, document -> document.text("value"));
  }

  /** With what isn't there, more of it than is kept. */
  private static void fill(DocumentCache cache, String name) {
    IntStream.range(0, 20_000)
        .forEach(i -> read(cache, Key.of(name, "" + i), key -> Optional.empty()));
  }

  private static final class Node {
    private final IamStore store = new MemoryStore();
    private final SettableClock clock = new SettableClock();
    private final DocumentCache cache =
        new DocumentCache(clock, MAX_STALENESS, Freshness.unwatched());
    private final Derived<String, List<Optional<String>>> derived = new Derived<>(cache::moment);
    private int keptOnes;
    private Instant lastProof = clock.instant();

    private final List<History> histories =
        IntStream.range(0, KEYS).mapToObj(History::new).toList();

    /** Others' changes that the watch has not yet reported: the number of the key, and of it. */
    private final Queue<int[]> events = new ArrayDeque<>();

    Node() {
      beginWatch();
    }

    void happen(Queue<Happening> coming, Queue<Integer> during) {
      Happening next = coming.remove();
      switch (next.step) {
        case READ -> read(next.key, () -> happenDuringLoad(coming, during));
        case DERIVE -> derive(() -> happenDuringLoad(coming, during));
        case PROOF_LAPSES -> lapse();
        case PROOF -> prove();
        case REREAD -> reread(next.key, () -> happenDuringLoad(coming, during));
        case NEIGHBOURS_CHANGE -> cache.changed(neighbour(histories.get(next.key).key));
        case OWN_WRITE, OWN_DELETION -> {
          History history = histories.get(next.key);
          write(history, next.step == Step.OWN_WRITE);
          cache.changed(history.key);
          history.seen(history.last());
        }
        case OTHERS_WRITE, OTHERS_DELETION -> {
          History history = histories.get(next.key);
          write(history, next.step == Step.OTHERS_WRITE);
          events.add(new int[] {next.key, history.last()});
        }
        case EVENT -> deliver();
        case NEW_WATCH -> beginWatch();
      }
    }

    private void happenDuringLoad(Queue<Happening> coming, Queue<Integer> during) {
      for (int i = during.isEmpty() ? 0 : during.remove(); i > 0 && !coming.isEmpty(); i--) {
        happen(coming, during);
      }
    }

    Optional<String> read(int number, Runnable meanwhile) {
      return read(number, meanwhile, cache::get);
    }

    /** Of all keys, which are read one by one: what was made is as new as each of them. */
    void derive(Runnable meanwhile) {
      List<Integer> oldest = histories.stream().map(history -> history.oldest).toList();
      List<Optional<String>> unkept = new ArrayList<>();
      List<Optional<String>> values =
          derived.get("all", () -> Optional.of(readAll(unkept, meanwhile))).orElseThrow();
      if (unkept.isEmpty()) {
        keptOnes++;
        for (int i = 0; i < KEYS; i++) {
          answered(histories.get(i), oldest.get(i), values.get(i));
        }
      }
    }

    private List<Optional<String>> readAll(List<Optional<String>> values, Runnable meanwhile) {
      for (int i = 0; i < KEYS; i++) {
        values.add(read(i, meanwhile));
        meanwhile.run();
      }
      return values;
    }

    /** Nothing proves any more that anything is as it was, until something does again. */
    private void lapse() {
      clock.advance(MAX_STALENESS.plusSeconds(1));
    }

    /** After a gap, of what came before nothing counts any more, though it may not be reported. */
    private void prove() {
      boolean isGap = clock.instant().isAfter(lastProof.plus(MAX_STALENESS));
      if (isGap) {
        histories.forEach(history -> history.seen(history.last()));
      }
      while (!isGap && !events.isEmpty()) {
        deliver();
      }
      lastProof = clock.instant();
      cache.proofs().proven(lastProof);
    }

    void reread(int number, Runnable meanwhile) {
      Optional<String> unused = read(number, meanwhile, cache::reread);
    }

    private interface Way {
      Optional<String> read(
          Key key, Function<Key, Optional<Entry>> load, Function<Document, String> read);
    }

    private Optional<String> read(int number, Runnable meanwhile, Way way) {
      History history = histories.get(number);
      int oldest = history.oldest;
      Optional<String> answer =
          way.read(
              history.key,
              key -> {
                meanwhile.run();
                Optional<Entry> entry = store.get(key);
                meanwhile.run();
                return entry;
              },
              document -> document.text("value"));
      answered(history, oldest, answer);
      return answer;
    }

    private static void answered(History history, int oldest, Optional<String> answer) {
      assertTrue(history.hasSince(oldest, answer), () -> answer + " is older than " + oldest);
      history.seen(history.firstSince(oldest, answer));
    }

    private void write(History history, boolean present) {
      Optional<Entry> now = store.get(history.key);
      String value = Integer.toString(history.last() + 1);
      Bytes bytes = Document.bytes(Document.create().put("value", value));
      if (present) {
        store.commit(
            Commit.of(
                now.<Write>map(e -> new Write.Replace(history.key, bytes, e.revision()))
                    .orElseGet(() -> new Write.Create(history.key, bytes))));
      } else {
        now.ifPresent(
            entry -> store.commit(Commit.of(new Write.Delete(history.key, entry.revision()))));
      }
      history.values.add(present ? Optional.of(value) : Optional.empty());
    }

    private void deliver() {
      if (!events.isEmpty()) {
        int[] event = events.remove();
        History history = histories.get(event[0]);
        cache.changed(history.key);
        history.seen(event[1]);
      }
    }

    /** A watch that begins anew never reports what the last one had not reported yet. */
    private void beginWatch() {
      events.clear();
      cache.proofs().watchBegins();
      lastProof = clock.instant();
      cache.proofs().proven(lastProof);
      histories.forEach(history -> history.seen(history.last()));
    }
  }

  /** Another key whose changes are counted with those of this one. */
  private static Key neighbour(Key key) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> Key.of("neighbour", Integer.toString(i)))
        .filter(other -> DocumentCache.stripe(other) == DocumentCache.stripe(key))
        .findFirst()
        .orElseThrow();
  }

  /** All that a key ever held. */
  private static final class History {
    final Key key;
    final List<Optional<String>> values = new ArrayList<>(List.of(Optional.empty()));
    int oldest;

    History(int number) {
      key = Key.of("k" + number);
    }

    int last() {
      return values.size() - 1;
    }

    /** From now on, nothing older may be answered. */
    void seen(int version) {
      oldest = Math.max(oldest, version);
    }

    int firstSince(int version, Optional<String> value) {
      return version + values.subList(version, values.size()).indexOf(value);
    }

    boolean hasSince(int version, Optional<String> value) {
      return values.subList(version, values.size()).contains(value);
    }
  }
}
