package io.sallyport.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock in UTC that stands still until it is moved. Thread-safe. */
public final class SettableClock extends Clock {
  private Instant now;

  /** A clock at noon of the first of March 2026. */
  public SettableClock() {
    this(Instant.parse("2026-03-01T12:00:00Z"));
  }

  /** A clock that begins there. */
  public SettableClock(Instant beginning) {
    now = beginning;
  }

  /** Moves it on, or back by what is negative. */
  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  /** Moves it there. */
  public synchronized void set(Instant instant) {
    now = instant;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock is in UTC");
  }
}
