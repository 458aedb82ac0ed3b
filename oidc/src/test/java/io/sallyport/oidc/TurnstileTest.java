package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.ThrottlingException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void turnsAwayWhoComesWhenAllAreIn() {
    Turnstile turnstile = new Turnstile(1);

    assertEquals(
        "in",
        turnstile.pass(
            () -> {
              assertThrows(ThrottlingException.class, () -> turnstile.pass(() -> "second"));
              return "in";
            }));
    assertEquals("later", turnstile.pass(() -> "later"));
  }

  @Test
  void turnsAwayWhoWouldWaitTooLong() {
    Turnstile turnstile = new Turnstile(1, 1, Duration.ofMillis(1));

    turnstile.pass(
        () -> assertThrows(ThrottlingException.class, () -> turnstile.pass(() -> "second")));
  }

  @Test
  void letsOneWaitAndTurnsAwayWhoComesBesides() {
    Turnstile turnstile = new Turnstile(1, 1, LONG);
    CompletableFuture<Void> leave = new CompletableFuture<>();
    CompletableFuture<Void> entered = new CompletableFuture<>();
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(
            () ->
                turnstile.pass(
                    () -> {
                      entered.complete(null);
                      leave.join();
                      return "first";
                    }),
            work -> new Thread(work).start());
    entered.join();
    Thread waiting = new Thread(() -> turnstile.pass(() -> "second"));
    waiting.start();
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    assertThrows(ThrottlingException.class, () -> turnstile.pass(() -> "third"));
    leave.complete(null);
    assertEquals("first", first.join());
    assertEquals("fourth", turnstile.pass(() -> "fourth"));
  }

  @Test
  void letsInAgainWhenWorkFails() {
    Turnstile turnstile = new Turnstile(1);

    assertThrows(
        IllegalStateException.class,
        () ->
            turnstile.pass(
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals("in", turnstile.pass(() -> "in"));
  }
}
