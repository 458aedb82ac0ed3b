package io.sallyport.example.objectstore.kept;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Which names objects without a label are written to, or may be: some names are taken for one.
 * Thread-safe.
 */
final class PlainWrites {
  private static final int NAMES = 1 << 10;

  private final AtomicIntegerArray underWay = new AtomicIntegerArray(NAMES);
  private final AtomicIntegerArray begun = new AtomicIntegerArray(NAMES);

  /** Writes one. */
  <T> T run(String bucket, String name, Supplier<T> write) {
    int place = place(bucket, name);
    underWay.incrementAndGet(place); // Who doesn't see it in what is under way sees it begin.
    begun.incrementAndGet(place);
    try {
      return write.get();
    } finally {
      underWay.decrementAndGet(place);
    }
  }

  /** Answers, when it is asked, whether none was under way at any time from now. */
  BooleanSupplier noneFromNow(String bucket, String name) {
    int place = place(bucket, name);
    int before = begun.get(place);
    boolean isQuiet = underWay.get(place) == 0;
    return () -> isQuiet && begun.get(place) == before;
  }

  private static int place(String bucket, String name) {
    return Math.floorMod(31 * bucket.hashCode() + name.hashCode(), NAMES);
  }
}
