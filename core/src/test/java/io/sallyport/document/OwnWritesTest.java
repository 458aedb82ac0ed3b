package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.Write;
import io.sallyport.storage.memory.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node sees its own write at once, however many of its threads read meanwhile. */
@Timeout(120)
class OwnWritesTest {
  private static final Key KEY = Key.of("role", "", "/", "a");
  private static final int WRITES = Boolean.getBoolean("sallyport.deep") ? 1_000_000 : 10_000;

  private final IamStore store = new MemoryStore();
  private final Documents documents =
      new Documents(store, Clock.systemUTC(), Duration.ofSeconds(30), Freshness.unwatched());

  private final Derived<String, String> derived = documents.derived();

  /** The latest that anybody was answered. */
  private final AtomicInteger latest = new AtomicInteger();

  @Test
  void aLoadThatRunsMeanwhileNeverBringsBackWhatWasBefore() throws InterruptedException {
    eachWriteIsSeenAtOnceAndForGood(this::value);
  }

  @Test
  void whatIsFoundByItMeanwhileIsNeverByWhatWasBefore() throws InterruptedException {
    eachWriteIsSeenAtOnceAndForGood(() -> derived.get("", this::value));
  }

  private void eachWriteIsSeenAtOnceAndForGood(Supplier<Optional<String>> value)
      throws InterruptedException {
    documents.commit(Commit.of(new Write.Create(KEY, document(0))));
    AtomicBoolean done = new AtomicBoolean();
    List<Integer> older = Collections.synchronizedList(new ArrayList<>());
    Thread[] readers =
        Stream.generate(() -> new Thread(() -> readUntil(done, value, older)))
            .limit(3)
            .toArray(Thread[]::new);
    for (Thread reader : readers) {
      reader.start();
    }
    try {
      for (int i = 1; i <= WRITES; i++) {
        Entry entry = store.get(KEY).orElseThrow();
        documents.commit(Commit.of(new Write.Replace(KEY, document(i), entry.revision())));
        assertEquals(Optional.of(Integer.toString(i)), value.get());
      }
    } finally {
      done.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
      documents.close();
      store.close();
    }
    assertEquals(List.of(), older);
  }

  /** Now by the document, now by what is found by it, as two requests at once may be. */
  private void readUntil(
      AtomicBoolean done, Supplier<Optional<String>> value, List<Integer> older) {
    while (!done.get()) {
      noteIfOlder(this::value, older);
      noteIfOlder(value, older);
    }
  }

  private void noteIfOlder(Supplier<Optional<String>> value, List<Integer> older) {
    int before = latest.get();
    int answer = Integer.parseInt(value.get().orElseThrow());
    if (answer < before) {
      older.add(answer);
    }
    latest.accumulateAndGet(answer, Math::max);
  }

  private Optional<String> value() {
    return documents.get(KEY, document -> document.text("value"));
  }

  private static Bytes document(int value) {
    return Document.bytes(Document.create().put("value", Integer.toString(value)));
  }
}
