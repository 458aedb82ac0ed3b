package io.sallyport.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Reads the beginnings of forms, of callers who have yet to prove who they are. A thread waits for
 * each that hasn't come yet, since the rest is then read by blocking; so they are few at once. The
 * time is looked at when something comes: a silent client is for the container to end. Thread-safe.
 */
final class Beginnings {
  private static final int AT_ONCE = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Semaphore room = new Semaphore(AT_ONCE);

  /**
   * Reads so much, or all if it is less.
   *
   * @throws BodyFault.Found if it doesn't come in time, or too many are being read
   */
  byte[] read(Exchange exchange, int length) throws BodyFault.Found {
    int announced = (int) Math.min(length, exchange.request().getContentLengthLong());
    try {
      // Who is silent takes no place of those who aren't.
      return exchange.hasCome(announced) ? fill(exchange, announced) : inTurn(exchange, length);
    } catch (IOException e) {
      throw new BodyFault.Found(BodyFault.Found.in(e));
    }
  }

  private byte[] inTurn(Exchange exchange, int length) throws IOException {
    if (!room.tryAcquire()) {
      throw new BodyFault.Found(BodyFault.NO_ROOM);
    }
    try {
      return fill(exchange, length);
    } finally {
      room.release();
    }
  }

  private static byte[] fill(Exchange exchange, int length) throws IOException {
    return fill(exchange.body(), new byte[length], System.nanoTime() + PATIENCE.toNanos());
  }

  private static byte[] fill(InputStream in, byte[] beginning, long until) throws IOException {
    int length = 0;
    while (length < beginning.length) {
      int count = in.read(beginning, length, beginning.length - length);
      if (count < 0) {
        return Arrays.copyOf(beginning, length);
      }
      length += count;
      if (System.nanoTime() - until > 0) {
        throw new BodyFault.Found(BodyFault.TOO_SLOW);
      }
    }
    return beginning;
  }
}
