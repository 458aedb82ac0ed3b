package io.sallyport.storage.jdbc;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Write;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A program that commits until it is killed, and prints the number of each commit that was
 * acknowledged. Commit n replaces a counter, creates a pair and deletes the pair of commit n - 5:
 * the counter tells exactly what else must be there.
 */
final class CrashWriter {
  static final Key COUNTER = Key.of("counter");
  private static final int KEPT = 5;

  private CrashWriter() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (IamStore store = JdbcStore.open(arguments[0])) {
      for (int n = counter(store) + 1; ; n++) {
        CommitResult result = store.commit(step(store, n));
        if (!(result instanceof CommitResult.Committed)) {
          throw new IllegalStateException("commit " + n + " answered " + result);
        }
        out.println(n);
      }
    }
  }

  static int counter(IamStore store) {
    return store.get(COUNTER).map(e -> Integer.parseInt(e.value().text())).orElse(0);
  }

  /** What the store holds, but for the counter. */
  static Map<Key, String> pairs(IamStore store) {
    Map<Key, String> pairs = new TreeMap<>();
    for (Entry entry : store.list(KeyRange.under("pair"), 1_000).entries()) {
      pairs.put(entry.key(), entry.value().text());
    }
    return pairs;
  }

  /** What it must hold when the counter is this. */
  static Map<Key, String> expectedPairs(int counter) {
    Map<Key, String> pairs = new TreeMap<>();
    for (int n = Math.max(1, counter - KEPT + 1); n <= counter; n++) {
      pairs.put(left(n), value(n));
      pairs.put(right(n), value(n));
    }
    return pairs;
  }

  private static Commit step(IamStore store, int n) {
    List<Write> writes = new ArrayList<>();
    Bytes count = Bytes.utf8(Integer.toString(n));
    Optional<Entry> counter = store.get(COUNTER);
    writes.add(
        counter
            .<Write>map(entry -> new Write.Replace(COUNTER, count, entry.revision()))
            .orElseGet(() -> new Write.Create(COUNTER, count)));
    writes.add(new Write.Create(left(n), Bytes.utf8(value(n))));
    writes.add(new Write.Create(right(n), Bytes.utf8(value(n))));
    for (Key old : List.of(left(n - KEPT), right(n - KEPT))) {
      store.get(old).ifPresent(e -> writes.add(new Write.Delete(old, e.revision())));
    }
    return new Commit(writes);
  }

  private static Key left(int n) {
    return Key.of("pair", "left", Integer.toString(n));
  }

  private static Key right(int n) {
    return Key.of("pair", "right", Integer.toString(n));
  }

  private static String value(int n) {
    return (n + " ").repeat(300);
  }
}
