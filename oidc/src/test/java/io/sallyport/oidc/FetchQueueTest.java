package io.sallyport.oidc;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.Thumbprint;
import io.sallyport.testkit.SettableClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FetchQueueTest {
  private static final Duration COOL_DOWN = Duration.ofSeconds(10);

  private final SettableClock clock = new SettableClock(Issuer.NOW);
  private final FetchQueue queue = new FetchQueue(clock, COOL_DOWN);
  private AccountId account = AccountId.EMPTY;
  private boolean drips;
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void close() {
    over.countDown();
    queue.close();
  }

  /** Each list of thumbprints is a source of its own. */
  @Test
  void asksAnIssuerSoOftenInACoolDownByWhateverThumbprints() throws Exception {
    for (int coolDown = 0; coolDown < 3; coolDown++) {
      for (int i = 0; i < 8; i++) {
        runs(source("a.example.com", i), FetchQueue.Kind.FIRST);
      }
      assertRefused(source("a.example.com", 8), FetchQueue.Kind.FIRST);
      clock.advance(COOL_DOWN.minusMillis(1));
      assertRefused(source("a.example.com", 9), FetchQueue.Kind.FIRST);
      runs(source("b.example.com", 0), FetchQueue.Kind.FIRST);
      clock.advance(Duration.ofMillis(1));
    }
  }

  @Test
  void takesNoTurnOfASourceThatHasKeysForOneThatHasNone() throws Exception {
    for (int i = 0; i < 8; i++) {
      runs(source("a.example.com", i), FetchQueue.Kind.FIRST);
    }
    assertRefused(source("a.example.com", 8), FetchQueue.Kind.FIRST);
    for (int i = 0; i < 32; i++) {
      runs(source("a.example.com", i), FetchQueue.Kind.LATER);
    }
    assertRefused(source("a.example.com", 32), FetchQueue.Kind.LATER);
  }

  @Test
  void leavesRoomBesideAHostThatDrips() throws Exception {
    drips = true;
    for (int i = 0; i < 8; i++) {
      queue.execute(source("a.example.com/" + i, 0), account, FetchQueue.Kind.FIRST, this::drip);
    }
    assertRefused(source("a.example.com/8", 0), FetchQueue.Kind.FIRST);
    runs(source("b.example.com", 0), FetchQueue.Kind.FIRST);
  }

  @Test
  void leavesOthersRoomAtAHostWhereAnAccountsIssuersDrip() throws Exception {
    drips = true;
    account = new AccountId("111111111111");
    for (int i = 0; i < 8; i++) {
      queue.execute(source("a.example.com/" + i, 0), account, FetchQueue.Kind.FIRST, this::drip);
    }
    assertRefused(source("a.example.com/8", 0), FetchQueue.Kind.FIRST);
    account = new AccountId("222222222222");
    runs(source("a.example.com/9", 0), FetchQueue.Kind.FIRST);
  }

  /** What fails in whatever way leaves no place taken. */
  @Test
  void anErrorLeavesRoomToo() throws Exception {
    for (int i = 0; i < 100; i++) {
      CountDownLatch begun = new CountDownLatch(1);
      queue.execute(
          source("e" + i + ".example.com", 0),
          account,
          FetchQueue.Kind.FIRST,
          () -> {
            begun.countDown();
            throw new LinkageError("as if a class were missing");
          });
      begun.await();
    }
    while (queue.hosts() > 0) {
      Thread.onSpinWait();
    }
    runs(source("good.example.com", 0), FetchQueue.Kind.FIRST);
  }

  @Test
  void takesNoTurnForWhatFindsNoRoom() throws Exception {
    drips = true;
    for (int i = 0; i < 80; i++) {
      queue.execute(
          source(i / 8 + ".example.com/" + i, 0), account, FetchQueue.Kind.FIRST, this::drip);
    }
    for (int i = 0; i < 20; i++) {
      assertRefused(source("a.example.com", i), FetchQueue.Kind.FIRST);
    }
    over.countDown();
    while (queue.hosts() > 0) {
      Thread.onSpinWait();
    }
    runs(source("a.example.com", 0), FetchQueue.Kind.FIRST);
  }

  @Test
  void leavesRoomBesideAnAccountWithManyHostsThatDrip() throws Exception {
    drips = true;
    account = new AccountId("111111111111");
    for (int i = 0; i < 80; i++) {
      queue.execute(
          source("h" + i + ".example.com", 0), account, FetchQueue.Kind.FIRST, this::drip);
    }
    assertRefused(source("one-more.example.com", 0), FetchQueue.Kind.FIRST);
    account = new AccountId("222222222222");
    for (int i = 0; i < 16; i++) {
      runs(source("good" + i + ".example.com", 0), FetchQueue.Kind.FIRST);
    }
    over.countDown();
    while (queue.hosts() > 0) {
      Thread.onSpinWait(); // What waited behind its own has its turn.
    }
  }

  @Test
  void takesAnIssuerThatIsNoUrl() throws Exception {
    runs(source("a_b.example.com/{}|", 0), FetchQueue.Kind.FIRST);
  }

  private void drip() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runs(KeySource source, FetchQueue.Kind kind) throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    queue.execute(source, account, kind, ran::countDown);
    ran.await();
    while (!drips && queue.hosts() > 0) {
      Thread.onSpinWait(); // It leaves a moment later.
    }
  }

  private void assertRefused(KeySource source, FetchQueue.Kind kind) {
    assertThrows(
        RejectedExecutionException.class, () -> queue.execute(source, account, kind, () -> {}));
  }

  private static KeySource source(String host, int thumbprint) {
    return new KeySource(
        "https://" + host, Set.of(new Thumbprint(String.format("%040x", thumbprint))));
  }
}
