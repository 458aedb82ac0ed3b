package io.sallyport.keyring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Freshness;
import io.sallyport.error.UnavailableException;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.WrongMasterKeyException;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.Write;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.UnkeptDocuments;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final byte[] TEXT = "text".getBytes(UTF_8);
  private static final Key RING = Key.of("keyring");
  private static final Duration STALENESS = Duration.ofSeconds(30);
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
    assertThrows(WrongMasterKeyException.class, () -> open(masterKey(2)));
    assertEquals(before, store.list(KeyRange.all(), 10).entries());
  }

  @Test
  void whatIsSealedForOnePurposeOpensForNoOther() {
    KeyRing ring = open(masterKey);
    byte[] sealed = ring.sealToken(TEXT, "message/1");
    assertArrayEquals(TEXT, ring.openToken(sealed, "message/1").orElseThrow());
    assertTrue(ring.openToken(sealed, "message/2").isEmpty());
    assertTrue(ring.openToken(sealed, "message/").isEmpty());
    assertTrue(ring.openToken(sealed).isEmpty());
    assertTrue(ring.openToken(ring.sealToken(TEXT), "message/1").isEmpty());
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

  @Test
  void followsWhatAnotherInstanceAddsAndStrikesOut() {
    try (Documents kept =
        new Documents(store, Clock.systemUTC(), STALENESS, Freshness.unwatched())) {
      KeyRing ring = KeyRing.open(kept, masterKey, new SecureRandom(), Clock.systemUTC());
      byte[] before = ring.sealToken(TEXT);
      change(keys -> add(keys, masterKey));
      byte[] after = until(() -> ring.sealToken(TEXT), token -> !sameKey(token, before));
      assertArrayEquals(TEXT, ring.openToken(before).orElseThrow());
      change(keys -> keys.remove(0));
      until(() -> ring.openToken(before), Optional::isEmpty);
      assertArrayEquals(TEXT, ring.openToken(after).orElseThrow());
    }
  }

  @Test
  void aTokenUnderAKeyThatAnotherJustAddedIsOpenedAtOnce() {
    try (Documents kept =
        new Documents(store, Clock.systemUTC(), STALENESS, Freshness.unwatched())) {
      KeyRing ring = KeyRing.open(kept, masterKey, new SecureRandom(), Clock.systemUTC());
      assertTrue(ring.openToken(ring.sealToken(TEXT)).isPresent());
      change(keys -> add(keys, masterKey));
      byte[] sealed = open(masterKey).sealToken(TEXT);
      assertArrayEquals(TEXT, ring.openToken(sealed).orElseThrow());
      assertArrayEquals(TEXT, ring.openToken(sealed).orElseThrow());
    }
  }

  /** As if the database had been restored, or a replica had taken over that lagged behind. */
  @Test
  void followsAStoreWhoseRevisionsWentBack() {
    for (int i = 0; i < 20; i++) {
      store.commit(Commit.of(new Write.Create(Key.of("k", "" + i), Bytes.utf8("v"))));
    }
    Swapped swapped = new Swapped(store);
    Documents asked = UnkeptDocuments.of(swapped);
    KeyRing ring = KeyRing.open(asked, masterKey, new SecureRandom(), Clock.systemUTC());
    byte[] before = ring.sealToken(TEXT);
    IamStore restored = new MemoryStore();
    ObjectNode json = Document.of(store.get(RING).orElseThrow()).json();
    ArrayNode keys = (ArrayNode) json.get("tokenKeys");
    add(keys, masterKey);
    keys.remove(0);
    restored.commit(Commit.of(new Write.Create(RING, Document.bytes(json))));
    swapped.store = restored;
    assertTrue(ring.openToken(before).isEmpty());
  }

  @Test
  void aNewKeyThatCannotBeUnwrappedNowStopsNoOther() {
    FailingMasterKey failing = new FailingMasterKey(masterKey);
    SettableClock clock = new SettableClock();
    try (Documents kept = new Documents(store, clock, STALENESS, Freshness.unwatched())) {
      KeyRing ring = KeyRing.open(kept, failing, new SecureRandom(), clock);
      byte[] before = ring.sealToken(TEXT);
      failing.fails = true;
      change(keys -> add(keys, masterKey));
      byte[] elsewhere = open(masterKey).sealToken(TEXT);
      for (int i = 0; i < 20; i++) {
        assertTrue(ring.openToken(elsewhere).isEmpty());
        assertArrayEquals(TEXT, ring.openToken(before).orElseThrow());
        assertTrue(sameKey(before, ring.sealToken(TEXT)));
      }
      assertEquals(1, failing.failures);
      failing.fails = false;
      clock.advance(Duration.ofSeconds(1));
      assertArrayEquals(TEXT, ring.openToken(elsewhere).orElseThrow());
    }
  }

  /** What a key service that hangs holds is one thread, and what is known goes on to count. */
  @Test
  void aMasterKeyThatHangsHoldsNobodyUpWhoNeedsNoNewKey() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    FailingMasterKey hanging = new FailingMasterKey(masterKey);
    SettableClock clock = new SettableClock();
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try (Documents kept = new Documents(store, clock, STALENESS, Freshness.unwatched())) {
      KeyRing ring = KeyRing.open(kept, hanging, new SecureRandom(), clock);
      byte[] known = ring.sealToken(TEXT);
      change(keys -> add(keys, masterKey));
      hanging.before =
          () -> {
            asked.countDown();
            assertDoesNotThrow(() -> answers.await());
          };
      Future<Optional<byte[]>> held = pool.submit(() -> ring.openToken(known));
      asked.await();
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            for (int i = 0; i < 1000; i++) {
              assertTrue(ring.openToken(known).isPresent());
            }
          });
      assertFalse(held.isDone());
      answers.countDown();
      assertArrayEquals(TEXT, held.get().orElseThrow());
    } finally {
      answers.countDown();
      pool.shutdown();
    }
  }

  @Test
  void whoComesWhileTheRingIsLookedAtWaitsForIt() throws Exception {
    SettableClock clock = new SettableClock();
    Documents kept = new Documents(new Swapped(store), clock, STALENESS, Freshness.unwatched());
    KeyRing ring = KeyRing.open(kept, masterKey, new SecureRandom(), clock);
    until(() -> ring.openToken(ring.sealToken(TEXT)), Optional::isPresent);
    change(keys -> add(keys, masterKey));
    byte[] sealed = open(masterKey).sealToken(TEXT);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Callable<Boolean>> calls =
        Collections.nCopies(4, () -> ring.openToken(sealed).isPresent());
    for (Future<Boolean> opened : pool.invokeAll(calls)) {
      assertTrue(opened.get());
    }
    pool.shutdown();
    kept.close();
  }

  @Test
  void forgedTokensEndNoSessionWhileTheStoreIsDown() {
    SettableClock clock = new SettableClock();
    Swapped swapped = new Swapped(store);
    try (Documents kept = new Documents(swapped, clock, STALENESS, Freshness.unwatched())) {
      KeyRing ring = KeyRing.open(kept, masterKey, new SecureRandom(), clock);
      byte[] good = keptToken(ring, swapped);
      AtomicInteger asked = new AtomicInteger();
      swapped.beforeGet =
          () -> {
            asked.incrementAndGet();
            throw new StoreUnavailableException("down");
          };
      for (int i = 0; i < 20; i++) {
        assertTrue(ring.openToken(forged(good)).isEmpty());
        assertArrayEquals(TEXT, ring.openToken(good).orElseThrow());
      }
      assertEquals(1, asked.get());
      clock.advance(Duration.ofSeconds(1));
      assertTrue(ring.openToken(forged(good)).isEmpty());
      assertArrayEquals(TEXT, ring.openToken(good).orElseThrow());
      assertEquals(2, asked.get());
    }
  }

  @Test
  void noForgedTokenWaitsLongForAStoreThatIsSilent() throws Exception {
    SettableClock clock = new SettableClock();
    Swapped swapped = new Swapped(store);
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try (Documents kept = new Documents(swapped, clock, STALENESS, Freshness.unwatched())) {
      KeyRing ring = KeyRing.open(kept, masterKey, new SecureRandom(), clock);
      byte[] good = keptToken(ring, swapped);
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch answered = new CountDownLatch(1);
      swapped.beforeGet =
          () -> {
            asked.countDown();
            await(answered);
          };
      Future<Boolean> first = pool.submit(() -> ring.openToken(forged(good)).isPresent());
      await(asked);
      for (int i = 0; i < 100; i++) {
        assertTrue(ring.openToken(forged(good)).isEmpty());
        assertArrayEquals(TEXT, ring.openToken(good).orElseThrow());
      }
      assertFalse(first.isDone());
      answered.countDown();
      assertFalse(first.get());
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aKeyThatCannotBeUnwrappedYetEndsNoSessionWhileTheStoreIsDown() {
    FailingMasterKey failing = new FailingMasterKey(masterKey);
    SettableClock clock = new SettableClock();
    Swapped swapped = new Swapped(store);
    try (Documents kept = new Documents(swapped, clock, STALENESS, Freshness.unwatched())) {
      KeyRing ring = KeyRing.open(kept, failing, new SecureRandom(), clock);
      byte[] good = ring.sealToken(TEXT);
      failing.fails = true;
      change(keys -> add(keys, masterKey));
      byte[] elsewhere = open(masterKey).sealToken(TEXT);
      keptToken(ring, swapped);
      assertTrue(ring.openToken(elsewhere).isEmpty());
      swapped.beforeGet =
          () -> {
            throw new StoreUnavailableException("down");
          };
      clock.advance(Duration.ofSeconds(2));
      assertArrayEquals(TEXT, ring.openToken(good).orElseThrow());
      failing.fails = false;
      clock.advance(Duration.ofSeconds(2));
      assertArrayEquals(TEXT, ring.openToken(elsewhere).orElseThrow());
    }
  }

  /** Secrets are decrypted, and so users sign, though no session can be opened or begun. */
  @Test
  void whereTheOnlyTokenKeyCannotBeUnwrappedStorageKeysGoOn() throws Exception {
    FailingMasterKey failing = new FailingMasterKey(masterKey);
    SettableClock clock = new SettableClock();
    KeyRing ring = KeyRing.open(UnkeptDocuments.of(store), failing, new SecureRandom(), clock);
    byte[] token = ring.sealToken(TEXT);
    byte[] secret = ring.encrypt(TEXT, "alice");
    failing.fails = true;
    change(
        keys -> {
          keys.removeAll();
          add(keys, masterKey);
        });
    byte[] elsewhere = open(masterKey).sealToken(TEXT);
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(TEXT, ring.decrypt(secret, "alice"));
      assertArrayEquals(TEXT, ring.decrypt(ring.encrypt(TEXT, "bob"), "bob"));
      assertTrue(ring.openToken(token).isEmpty());
      assertTrue(ring.openToken(elsewhere).isEmpty());
      assertThrows(UnavailableException.class, () -> ring.sealToken(TEXT));
      assertFalse(ring.isWhole());
      clock.advance(Duration.ofSeconds(2));
    }
    failing.fails = false;
    assertArrayEquals(TEXT, ring.openToken(elsewhere).orElseThrow());
    assertArrayEquals(TEXT, ring.openToken(ring.sealToken(TEXT)).orElseThrow());
    assertTrue(ring.openToken(token).isEmpty());
  }

  /** Whoever comes while another asks the master key goes by what is known: here, by nothing. */
  @Test
  void whoComesWhileTheOnlyTokenKeyIsUnwrappedIsToldToComeAgain() throws Exception {
    FailingMasterKey slow = new FailingMasterKey(masterKey);
    KeyRing ring = open(slow);
    byte[] secret = ring.encrypt(TEXT, "alice");
    change(
        keys -> {
          keys.removeAll();
          add(keys, masterKey);
        });
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    slow.before =
        () -> {
          asked.countDown();
          await(answered);
        };
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<byte[]> first = pool.submit(() -> ring.sealToken(TEXT));
      await(asked);
      assertThrows(UnavailableException.class, () -> ring.sealToken(TEXT));
      assertArrayEquals(TEXT, ring.decrypt(secret, "alice"));
      answered.countDown();
      assertArrayEquals(TEXT, ring.openToken(first.get()).orElseThrow());
    } finally {
      answered.countDown();
      pool.shutdown();
    }
  }

  @Test
  void aClockThatIsSetBackPutsOffNoLookAndNoUnwrapping() {
    FailingMasterKey failing = new FailingMasterKey(masterKey);
    SettableClock clock = new SettableClock();
    Swapped swapped = new Swapped(store);
    try (Documents kept = new Documents(swapped, clock, STALENESS, Freshness.unwatched())) {
      KeyRing ring = KeyRing.open(kept, failing, new SecureRandom(), clock);
      keptToken(ring, swapped);
      assertTrue(ring.openToken(forged(ring.sealToken(TEXT))).isEmpty());
      clock.advance(Duration.ofHours(-1));
      failing.fails = true;
      change(keys -> add(keys, masterKey));
      byte[] elsewhere = open(masterKey).sealToken(TEXT);
      assertTrue(ring.openToken(elsewhere).isEmpty());
      assertEquals(1, failing.failures);
      clock.advance(Duration.ofHours(-1));
      failing.fails = false;
      assertArrayEquals(TEXT, ring.openToken(elsewhere).orElseThrow());
    }
  }

  /** A token of a ring that the store is no more asked for, since its watch has begun. */
  private static byte[] keptToken(KeyRing ring, Swapped swapped) {
    return until(
        () -> {
          int before = swapped.gets.get();
          byte[] token = ring.sealToken(TEXT);
          return swapped.gets.get() == before ? token : new byte[0];
        },
        token -> token.length > 0);
  }

  private static byte[] forged(byte[] token) {
    byte[] forged = token.clone();
    forged[3] ^= 1;
    return forged;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A database whose watch has nothing to say, and behind whose address there is another one now.
   */
  private static final class Swapped implements IamStore {
    volatile IamStore store;
    volatile Runnable beforeGet = () -> {};
    final AtomicInteger gets = new AtomicInteger();

    Swapped(IamStore store) {
      this.store = store;
    }

    @Override
    public Optional<Entry> get(Key key) {
      gets.incrementAndGet();
      beforeGet.run();
      return store.get(key);
    }

    @Override
    public Page list(KeyRange range, int limit) {
      return store.list(range, limit);
    }

    @Override
    public CommitResult commit(Commit commit) {
      return store.commit(commit);
    }

    @Override
    public Watch watch(KeyRange range, Cursor from) {
      BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
      events.add(new WatchEvent.Progress(from));
      return new Watch() {
        @Override
        public WatchEvent next() throws InterruptedException {
          return events.take();
        }

        @Override
        public void close() {
          events.add(new WatchEvent.Lost("closed"));
        }
      };
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** Fails when it is told to. */
  private static final class FailingMasterKey implements MasterKey {
    boolean fails;
    int failures;
    volatile Runnable before = () -> {};
    private final MasterKey masterKey;

    FailingMasterKey(MasterKey masterKey) {
      this.masterKey = masterKey;
    }

    @Override
    public byte[] wrap(byte[] key, byte[] context) {
      return masterKey.wrap(key, context);
    }

    @Override
    public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
      before.run();
      if (fails) {
        failures++;
        throw new IllegalStateException("no answer");
      }
      return masterKey.unwrap(wrapped, context);
    }
  }

  /** Changes the token keys as another instance would. */
  private void change(Consumer<ArrayNode> change) {
    Entry entry = store.get(RING).orElseThrow();
    ObjectNode json = Document.of(entry).json();
    change.accept((ArrayNode) json.get("tokenKeys"));
    store.commit(
        new Commit(List.of(new Write.Replace(RING, Document.bytes(json), entry.revision()))));
  }

  private static <T> T until(Supplier<T> asked, Predicate<T> holds) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          T answer = asked.get();
          while (!holds.test(answer)) {
            answer = asked.get();
          }
          return answer;
        });
  }

  private static boolean sameKey(byte[] one, byte[] other) {
    return Arrays.equals(one, 0, KeySet.HEADER, other, 0, KeySet.HEADER);
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

  private static void add(ArrayNode keys, MasterKey masterKey) {
    WrappedKeys.Wrapped key =
        KeySet.create(KeySet.Kind.TOKEN, masterKey, new SecureRandom(), Instant.EPOCH);
    keys.addObject()
        .put("id", key.id())
        .put("key", key.key())
        .put("sealsFrom", key.sealsFrom().toString());
  }

  private KeyRing open(MasterKey key) {
    return KeyRing.open(UnkeptDocuments.of(store), key, new SecureRandom(), new SettableClock());
  }

  private static MasterKey masterKey(int first) {
    byte[] key = new byte[MasterKey.LENGTH];
    key[0] = (byte) first;
    return MasterKey.of(key);
  }
}
