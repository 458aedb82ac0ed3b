package io.sallyport.gate;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** How much of a body came, beside how much was announced, if that was. */
final class BodyLength {
  private Optional<OptionalLong> announced = Optional.empty();
  private long came;

  /** Hears what the head says of it; whether it hadn't yet. */
  boolean announce(OptionalLong whole) {
    boolean isNew = announced.isEmpty();
    announced = announced.or(() -> Optional.of(whole));
    return isNew;
  }

  void add(int count) {
    came += count;
  }

  /** What is wrong with it. */
  Optional<Throwable> fault(boolean hasEnded) {
    OptionalLong whole = announced.orElseGet(OptionalLong::empty);
    return whole.isPresent() && (hasEnded ? came != whole.getAsLong() : came > whole.getAsLong())
        ? Optional.of(
            new IOException("a body of " + whole.getAsLong() + " bytes came as one of " + came))
        : Optional.empty();
  }
}
