package io.sallyport.servlet;

import java.util.Arrays;

/**
 * A body in memory, as much of it as has come: what a head only announces takes none. Thread-safe;
 * closed, it takes nothing any more and gives its memory back.
 */
final class HeldBody implements AutoCloseable {
  private static final int FIRST = 4 << 10;

  private final BodyBudget budget;
  private final int limit;
  private byte[] held = {};
  private int length;
  private boolean closed;

  HeldBody(BodyBudget budget, int limit) {
    this.budget = budget;
    this.limit = limit;
  }

  synchronized void add(byte[] bytes, int count) throws BodyFault.Found {
    if (closed || count > limit - length) {
      throw new BodyFault.Found(closed ? BodyFault.BROKEN_OFF : BodyFault.TOO_LONG);
    }
    int needed = length + count;
    if (needed > held.length) {
      int capacity = Math.min(limit, Math.max(needed, Math.max(FIRST, 2 * held.length)));
      budget.take(capacity - held.length);
      held = Arrays.copyOf(held, capacity);
    }
    System.arraycopy(bytes, 0, held, length, count);
    length = needed;
  }

  synchronized byte[] bytes() {
    return Arrays.copyOf(held, length);
  }

  @Override
  public synchronized void close() {
    budget.giveBack(closed ? 0 : held.length);
    closed = true;
    held = new byte[0];
    length = 0;
  }
}
