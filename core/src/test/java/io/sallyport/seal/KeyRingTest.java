package io.sallyport.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.document.Documents;
import io.sallyport.error.UnavailableException;
import io.sallyport.keyring.MasterKey;
import io.sallyport.keyring.MasterKeyException;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.SettableClock;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final byte[] TEXT = "text".getBytes(UTF_8);
  private final IamStore store = new MemoryStore();
  private final MasterKey masterKey = masterKey(1);

  @Test
  void opensWhatAnotherInstanceSealed() {
    byte[] sealed = open(masterKey).sealToken(TEXT);
    assertArrayEquals(TEXT, open(masterKey).openToken(sealed).orElseThrow());
  }

  @Test
  void instancesThatStartTogetherShareOneRing() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<KeyRing>> rings = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      rings.add(pool.submit(() -> open(masterKey)));
    }
    byte[] sealed = rings.get(0).get().sealToken(TEXT);
    for (Future<KeyRing> ring : rings) {
      assertArrayEquals(TEXT, ring.get().openToken(sealed).orElseThrow());
    }
    pool.shutdown();
  }

  @Test
  void anotherMasterKeyIsRefusedAndChangesNothing() {
    open(masterKey);
    List<Entry> before = store.list(KeyRange.all(), 10).entries();
    assertThrows(MasterKeyException.class, () -> open(masterKey(2)));
    assertEquals(before, store.list(KeyRange.all(), 10).entries());
  }

  @Test
  void aTokenIsNoSecretAndASecretIsNoToken() {
    KeyRing ring = open(masterKey);
    assertTrue(ring.openToken(ring.encrypt(TEXT, "")).isEmpty());
    assertThrows(UnavailableException.class, () -> ring.decrypt(ring.sealToken(TEXT), ""));
  }

  @Test
  void aSecretMovedToAnotherOwnerIsRefused() {
    KeyRing ring = open(masterKey);
    byte[] secret = ring.encrypt(TEXT, "alice");
    assertArrayEquals(TEXT, ring.decrypt(secret, "alice"));
    assertThrows(UnavailableException.class, () -> ring.decrypt(secret, "bob"));
  }

  @Test
  void noKeyIsInTheStoreInTheClear() {
    RecordingMasterKey recording = new RecordingMasterKey(masterKey);
    open(recording);
    assertEquals(2, recording.keys.size());
    String stored = store.list(KeyRange.all(), 10).entries().get(0).value().text();
    for (byte[] key : recording.keys) {
      assertTrue(stored.indexOf(Base64.getEncoder().encodeToString(key)) < 0);
    }
  }

  @Test
  void aTokenUnderAnUnknownKeyDoesNotAskTheMasterKeyForWhatIsKnown() {
    RecordingMasterKey recording = new RecordingMasterKey(masterKey);
    KeyRing ring = open(recording);
    int before = recording.unwrapped;
    byte[] sealed = ring.sealToken(TEXT);
    sealed[3] ^= 1;
    assertTrue(ring.openToken(sealed).isEmpty());
    assertEquals(before, recording.unwrapped);
  }

  /** Remembers what it wraps, and how often it unwraps. */
  private static final class RecordingMasterKey implements MasterKey {
    final List<byte[]> keys = new ArrayList<>();
    int unwrapped;
    private final MasterKey masterKey;

    RecordingMasterKey(MasterKey masterKey) {
      this.masterKey = masterKey;
    }

    @Override
    public byte[] wrap(byte[] key, byte[] context) {
      keys.add(key.clone());
      return masterKey.wrap(key, context);
    }

    @Override
    public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
      unwrapped++;
      return masterKey.unwrap(wrapped, context);
    }
  }

  private KeyRing open(MasterKey key) {
    return KeyRing.open(new Documents(store), key, new SecureRandom(), new SettableClock());
  }

  private static MasterKey masterKey(int first) {
    byte[] key = new byte[MasterKey.LENGTH];
    key[0] = (byte) first;
    return MasterKey.of(key);
  }
}
