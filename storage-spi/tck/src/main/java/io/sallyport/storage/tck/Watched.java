package io.sallyport.storage.tck;

import static org.junit.jupiter.api.Assertions.fail;

import io.sallyport.storage.Cursor;
import io.sallyport.storage.Key;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.WatchEvent.Changed;
import io.sallyport.storage.WatchEvent.Progress;
import java.util.ArrayList;
import java.util.List;

/** What a watch reported beside those who write, and where it proved that it was current. */
record Watched(List<Changed> changes, List<Proof> proofs) {
  /** What is written last. */
  static final Key END = Key.of("end");

  /**
   * A proof that all is known that was reported before it.
   *
   * @param known how many changes were
   */
  record Proof(int known, Cursor cursor) {}

  static Watched untilTheEnd(Watch watch) throws InterruptedException {
    List<Changed> changes = new ArrayList<>();
    List<Proof> proofs = new ArrayList<>();
    boolean isOver = false;
    while (true) {
      WatchEvent event = watch.next();
      if (event instanceof Changed change) {
        changes.add(change);
        isOver |= change.key().equals(END);
      } else if (event instanceof Progress progress) {
        proofs.add(new Proof(changes.size(), progress.cursor()));
        if (isOver) {
          return new Watched(changes, proofs);
        }
      } else {
        return fail("the watch was lost");
      }
    }
  }

  /** Some of the proofs, from the first to the last. */
  List<Proof> proofs(int most) {
    int step = Math.max(1, proofs.size() / most);
    List<Proof> some = new ArrayList<>();
    for (int i = 0; i < proofs.size(); i += step) {
      some.add(proofs.get(i));
    }
    return some;
  }
}
