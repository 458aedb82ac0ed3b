package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DerivedTest {
  private static final int SHARE = (int) (HeapShare.of(64, 4, 32) / (8 << 10));

  private Optional<Moment> now = moment();
  private final Derived<String, String> derived = new Derived<>(() -> now);

  private static Optional<Moment> moment() {
    return Optional.of(new Moment(0, Instant.MIN, Instant.MAX));
  }

  private String get(String key, String found) {
    return derived.get(key, () -> Optional.of(found)).orElseThrow();
  }

  @Test
  void whatWasFoundIsAnsweredUntilTheMomentIsOver() {
    assertEquals("one", get("a", "one"));
    assertEquals("one", get("a", "two"));
    now = moment();
    assertEquals("two", get("a", "two"));
  }

  @Test
  void whatIsFoundWithoutAMomentIsNotKept() {
    now = Optional.empty();
    assertEquals("one", get("a", "one"));
    assertEquals("two", get("a", "two"));
    now = moment();
    assertFalse(derived.has("a"));
  }

  @Test
  void thatThereIsNothingIsNotKeptNorThatItFailed() {
    assertEquals(Optional.empty(), derived.get("a", Optional::empty));
    assertThrows(
        IllegalStateException.class,
        () ->
            derived.get(
                "a",
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals("one", get("a", "one"));
  }

  @Test
  void whatIsFoundWhileAMomentEndsIsNotKeptAndPushesOutNothing() {
    Optional<String> late =
        derived.get(
            "late",
            () -> {
              now = moment();
              return Optional.of(get("other", "one"));
            });
    assertEquals(Optional.of("one"), late);
    assertFalse(derived.has("late"));
    assertTrue(derived.has("other"));
  }

  @Test
  void noMoreIsKeptThanItsShare() {
    IntStream.range(0, 2 * SHARE).forEach(i -> assertEquals("one", get("" + i, "one")));
    assertEquals(SHARE, IntStream.range(0, 2 * SHARE).filter(i -> derived.has("" + i)).count());
  }
}
