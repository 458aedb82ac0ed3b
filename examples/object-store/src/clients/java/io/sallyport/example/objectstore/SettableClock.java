package io.sallyport.example.objectstore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The store's clock, as far from the clients' as it is set. */
final class SettableClock extends Clock {
  private volatile Duration ahead = Duration.ZERO;

  void setAhead(Duration duration) {
    ahead = duration;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("It is in UTC.");
  }
}
