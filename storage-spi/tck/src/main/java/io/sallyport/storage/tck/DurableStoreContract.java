package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of a store that outlives its process: rule 13 too. */
public abstract class DurableStoreContract extends IamStoreContract {

  /** For the backend's test class. */
  protected DurableStoreContract() {}

  /** Opens once more the store that {@link #open()} made last, and that was closed since. */
  protected abstract IamStore reopen();

  @Test
  void rule13_everyEntryIsThereAgainAtItsRevision() {
    IntStream.range(0, 30).forEach(i -> create(Key.of("k", "" + i), "value " + i));
    delete(Key.of("k", "7"), entry(Key.of("k", "7")).revision());
    List<Entry> before = all(KeyRange.all(), LONGEST_PAGE);
    closeAndReopen();
    assertEquals(before, all(KeyRange.all(), LONGEST_PAGE));
  }

  @Test
  void rule13_revisionsGoOnGrowing() {
    Key key = Key.of("k");
    Revision deleted = delete(key, create(key, "v"));
    closeAndReopen();
    Revision first = create(key, "v");
    assertTrue(
        first.compareTo(deleted) > 0,
        () -> "the first revision after opening again, " + first + ", is not above " + deleted);
  }

  @Test
  void rule13_aCursorLosesNothingOrIsLost() throws InterruptedException {
    Cursor cursor = now();
    Revision before = create(Key.of("before"), "v");
    closeAndReopen();
    Revision after = create(Key.of("after"), "v");
    try (Watch watch = watch(cursor)) {
      if (watch.next() instanceof WatchEvent.Changed first) {
        assertEquals(Key.of("before"), first.key());
        assertEquals(before, first.revision());
        assertEquals(after, latest(drain(watch)).get(Key.of("after")));
      } else {
        assertInstanceOf(WatchEvent.Lost.class, watch.next());
      }
    }
  }

  private void closeAndReopen() {
    store().close();
    use(reopen());
  }
}
