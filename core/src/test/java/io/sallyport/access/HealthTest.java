package io.sallyport.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Health;
import io.sallyport.Sallyport;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthTest {

  @Test
  void isFreshForAsLongAsThatIsProven() {
    try (Installation installation = new Installation()) {
      Sallyport sallyport = installation.sallyport;
      while (!sallyport.health().isFresh()) {
        assertFalse(installation.mayRead(Installation.TESTER2)); // Begins to follow the store.
      }
      assertEquals(
          new Health(true, installation.clock.instant(), true, true, 0), sallyport.health());
    }
  }

  @Test
  void isNotFreshBeforeAnythingWasAsked() {
    SettableClock clock = new SettableClock();
    try (Sallyport sallyport = open(new MemoryStore(), new Reluctant(), clock)) {
      assertFalse(sallyport.health().isFresh());
      assertEquals(clock.instant(), sallyport.health().provenAt());
    }
  }

  @Test
  void tellsOfAKeyThatCantBeUnwrapped() {
    MemoryStore store = new MemoryStore();
    Reluctant masterKey = new Reluctant();
    try (Sallyport one = open(store, MasterKey.of(new byte[MasterKey.LENGTH]), Clock.systemUTC());
        Sallyport two = open(store, masterKey, Clock.systemUTC())) {
      assertTrue(two.health().hasAllKeys());
      masterKey.refuses = true;
      one.keys().rotate();
      two.users().create(Installation.TESTER1);
      while (two.health().hasAllKeys()) {
        two.users().createAccessKey(Installation.TESTER1);
        two.users()
            .listAccessKeys(Installation.TESTER1)
            .forEach(key -> two.users().deleteAccessKey(Installation.TESTER1, key.id()));
      }
    }
  }

  private static Sallyport open(MemoryStore store, MasterKey masterKey, Clock clock) {
    return Sallyport.builder().store(store).masterKey(masterKey).clock(clock).build();
  }

  /** Unwraps nothing new once it refuses. */
  private static final class Reluctant implements MasterKey {
    private final MasterKey key = MasterKey.of(new byte[MasterKey.LENGTH]);
    private volatile boolean refuses;

    @Override
    public byte[] wrap(byte[] plain, byte[] context) {
      return key.wrap(plain, context);
    }

    @Override
    public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
      return refuses ? Optional.empty() : key.unwrap(wrapped, context);
    }
  }
}
