package io.sallyport.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is said is done once, by one thread at a time, and nothing that is said is passed over. */
class TurnsTest {
  /** Does what it was told, in order. Only its turns touch what isn't safe. */
  private static final class Told extends Turns {
    final Queue<Runnable> told = new ConcurrentLinkedQueue<>();
    final List<String> said = new ArrayList<>();
    int depth;
    int turns;

    void tell(Runnable what) {
      told.add(what);
      go();
    }

    @Override
    protected void turn() {
      turns++;
      depth++;
      for (Runnable next = told.poll(); next != null; next = told.poll()) {
        assertEquals(1, depth, "one at a time");
        next.run();
      }
      depth--;
    }

    @Override
    protected void giveUp() {
      said.add("given up");
      depth = 0;
    }
  }

  private final Told told = new Told();

  @Test
  void whoIsToldInATurnHasOneMoreAndNoneWithin() {
    told.tell(
        () -> {
          told.tell(() -> told.said.add("second"));
          told.said.add("first");
        });
    assertEquals(List.of("first", "second"), told.said);
    assertEquals(2, told.turns);
  }

  @Test
  void whatIsThrownIsThrownToWhoeverHadTheTurnAndLaterOnesHaveTheirs() {
    StackOverflowError thrown = new StackOverflowError();
    Runnable throwing =
        () -> {
          told.go();
          throw thrown;
        };
    assertSame(thrown, assertThrows(StackOverflowError.class, () -> told.tell(throwing)));
    assertEquals(List.of("given up"), told.said);
    told.tell(() -> told.said.add("late"));
    assertEquals(List.of("given up", "late"), told.said);
  }

  @Test
  void threadsTakeTurnsAndNothingIsLost() throws Exception {
    int threads = 4;
    int each = 20_000;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        ends.add(
            pool.submit(
                () -> {
                  start.await();
                  for (int j = 0; j < each; j++) {
                    told.tell(() -> told.said.add("done"));
                  }
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get(30, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
    assertEquals(threads * each, told.said.size());
  }
}
