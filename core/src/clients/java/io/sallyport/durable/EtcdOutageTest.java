package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that could not reach any member for a while. */
@Timeout(120)
class EtcdOutageTest {
  private static final Key KEY = Key.of("key");

  /** Together so long that gRPC waits much longer than one read before it connects again. */
  private static final int FAILED_READS = 6;

  @Test
  void isBackAtTheFirstReadAfterIt() throws Exception {
    EtcdDatabase database = new EtcdDatabase();
    try (Proxy proxy = new Proxy(database.ports());
        IamStore store = database.open(proxy.ports());
        Watch before = store.watch(KeyRange.all(), store.list(KeyRange.all(), 1).cursor())) {
      assertInstanceOf(WatchEvent.Progress.class, before.next());
      proxy.become(Proxy.Mode.REFUSE);
      for (int i = 0; i < FAILED_READS; i++) {
        assertThrows(StoreUnavailableException.class, () -> store.get(KEY));
      }
      proxy.become(Proxy.Mode.PASS);
      assertEquals(Optional.empty(), store.get(KEY));
      assertInstanceOf(WatchEvent.Lost.class, before.next());
      try (Watch after = store.watch(KeyRange.all(), store.list(KeyRange.all(), 1).cursor())) {
        assertInstanceOf(WatchEvent.Progress.class, after.next());
      }
    }
  }
}
