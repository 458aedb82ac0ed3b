package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.error.UnavailableException;
import io.sallyport.storage.StoreUnavailableException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutageTest {
  private final Outage outage = new Outage();

  private static String down() {
    throw new StoreUnavailableException("down");
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThrows(UnavailableException.class, () -> outage.asked(OutageTest::down));
    }
  }

  /** Asks while somebody else waits for the store. */
  private void whileOneWaits(String whatThatGets, Runnable meanwhile) throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch ends = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<String> waiting =
          other.submit(
              () ->
                  outage.asked(
                      () -> {
                        began.countDown();
                        await(ends);
                        return whatThatGets;
                      }));
      await(began);
      meanwhile.run();
      ends.countDown();
      assertEquals(whatThatGets, waiting.get(1, TimeUnit.MINUTES));
    } finally {
      ends.countDown();
      other.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertEquals(true, latch.await(1, TimeUnit.MINUTES));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void inAnOutageOneWaitsAndTheOthersAreToldAtOnce() throws Exception {
    fail(8);
    whileOneWaits(
        "up",
        () ->
            assertThrows(
                UnavailableException.class,
                () ->
                    outage.asked(
                        () -> {
                          throw new AssertionError("nobody else asks");
                        })));
    whileOneWaits("up", () -> assertEquals("a", outage.asked(() -> "a")));
  }

  @Test
  void whoFailsLetsTheNextOneAsk() {
    fail(20);
    assertEquals("up", outage.asked(() -> "up"));
  }

  @Test
  void aFewFailuresAreNoOutage() throws Exception {
    fail(7);
    whileOneWaits("up", () -> assertEquals("a", outage.asked(() -> "a")));
    fail(7);
    whileOneWaits("up", () -> assertEquals("a", outage.asked(() -> "a")));
  }

  @Test
  void otherFailuresAreNotTheStores() {
    for (int i = 0; i < 20; i++) {
      assertThrows(
          IllegalStateException.class,
          () ->
              outage.asked(
                  () -> {
                    throw new IllegalStateException();
                  }));
    }
    assertEquals("up", outage.asked(() -> "up"));
  }
}
