package io.sallyport.example.objectstore;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What answers were right, counted by kind, and which were wrong. Thread-safe. */
final class Verdicts {
  private static final int TOLD = 20;
  private static final long PATIENCE = 120;

  private final Map<String, LongAdder> right = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Semaphore unseen = new Semaphore(0);

  /** Counts an answer. */
  void of(boolean isRight, String kind, Object what) {
    unseen.release();
    if (isRight) {
      right.computeIfAbsent(kind, k -> new LongAdder()).increment();
    } else if (wrong.size() < TOLD) {
      wrong.add(kind + ": " + what);
    }
  }

  /** Waits until so many answers came that were not waited for before. */
  void await(int answers) throws InterruptedException {
    if (!unseen.tryAcquire(answers, PATIENCE, TimeUnit.SECONDS)) {
      throw new AssertionError("no more answers after " + this);
    }
  }

  long count(String kind) {
    LongAdder counted = right.get(kind);
    return counted == null ? 0 : counted.sum();
  }

  /** The first answers that were wrong. */
  String wrong() {
    return String.join("\n", wrong);
  }

  @Override
  public String toString() {
    return "answers by kind: " + right;
  }
}
