package io.sallyport.keyring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.document.Documents;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.journal.Journal;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.MasterKeyException;
import io.sallyport.masterkey.MasterKeyUnavailableException;
import io.sallyport.masterkey.TokenKey;
import io.sallyport.masterkey.WrongMasterKeyException;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.UnkeptDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys come, seal, and go; what one sealed opens for as long as it is there. */
class KeyRotationTest {
  private static final byte[] TEXT = "text".getBytes(UTF_8);
  private static final Duration STALENESS = Duration.ofSeconds(30);
  private static final Duration PERIOD = Duration.ofDays(30);
  private final SettableClock clock = new SettableClock();
  private final IamStore store = new MemoryStore();
  private final Documents documents = UnkeptDocuments.of(store);
  private final MasterKey masterKey = masterKey(1);
  private final KeyRing ring = open(masterKey);
  private final KeyRotation rotation = rotation(ring);

  private static MasterKey masterKey(int seed) {
    byte[] key = new byte[MasterKey.LENGTH];
    Arrays.fill(key, (byte) seed);
    return MasterKey.of(key);
  }

  private KeyRing open(MasterKey key) {
    return KeyRing.open(documents, key, new SecureRandom(), clock);
  }

  private KeyRotation rotation(KeyRing rotated) {
    return new KeyRotation(
        documents, rotated, new SecureRandom(), clock, STALENESS, PERIOD, Journal.none());
  }

  private List<String> ids() {
    return rotation.tokenKeys().stream().map(TokenKey::id).toList();
  }

  private static String sealedBy(byte[] sealed) {
    return HexFormat.of().formatHex(sealed, 1, 9);
  }

  @Test
  void aNewKeySealsOnceEveryNodeCanHaveSeenIt() {
    byte[] before = ring.sealToken(TEXT);
    rotation.rotate();
    assertEquals(2, ids().size());
    assertEquals(sealedBy(before), sealedBy(ring.sealToken(TEXT)));
    clock.advance(STALENESS.multipliedBy(2).minusSeconds(1));
    assertEquals(ids().get(0), sealedBy(ring.sealToken(TEXT)));
    clock.advance(Duration.ofSeconds(1));
    byte[] after = ring.sealToken(TEXT);
    assertEquals(ids().get(1), sealedBy(after));
    assertArrayEquals(TEXT, ring.openToken(before).orElseThrow());
    assertArrayEquals(TEXT, open(masterKey).openToken(after).orElseThrow());
  }

  @Test
  void aKeyIsDroppedWhenTheLastTokenThatItSealedHasExpired() {
    byte[] first = ring.sealToken(TEXT);
    rotation.rotate();
    clock.advance(STALENESS.multipliedBy(2).plusHours(36));
    rotation.rotate();
    assertEquals(3, ids().size());
    assertTrue(ring.openToken(first).isPresent());
    clock.advance(Duration.ofMinutes(16));
    rotation.rotate();
    assertFalse(ids().contains(sealedBy(first)));
    assertTrue(ring.openToken(first).isEmpty());
    assertEquals(3, ids().size());
  }

  @Test
  void keysThatMayStillBeNeededAreNotDroppedForNewOnes() {
    byte[] first = ring.sealToken(TEXT);
    for (int i = 1; i < 64; i++) {
      rotation.rotate();
    }
    assertThrows(LimitExceededException.class, rotation::rotate);
    assertTrue(ring.openToken(first).isPresent());
  }

  @Test
  void whatAStruckOutKeySealedOpensNowhere() {
    byte[] sealed = ring.sealToken(TEXT);
    byte[] secret = ring.encrypt(TEXT, "alice");
    KeyRing other = open(masterKey);
    rotation.strikeOut(sealedBy(sealed));
    assertTrue(ring.openToken(sealed).isEmpty());
    assertTrue(other.openToken(sealed).isEmpty());
    byte[] next = ring.sealToken(TEXT);
    assertNotEquals(sealedBy(sealed), sealedBy(next));
    assertArrayEquals(TEXT, other.openToken(next).orElseThrow());
    assertArrayEquals(TEXT, ring.decrypt(secret, "alice"));
    assertThrows(NoSuchEntityException.class, () -> rotation.strikeOut(sealedBy(sealed)));
  }

  @Test
  void strikingOutAKeyThatSealsWhileTheNextDoesNotYetMakesOneThatDoes() {
    rotation.rotate();
    rotation.strikeOut(ids().get(0));
    assertEquals(ids().get(1), sealedBy(ring.sealToken(TEXT)));
    assertEquals(2, ids().size());
  }

  @Test
  void anotherMasterKeyTakesOver() {
    byte[] sealed = ring.sealToken(TEXT);
    byte[] secret = ring.encrypt(TEXT, "alice");
    KeyRing other = open(masterKey);
    MasterKey next = masterKey(2);
    rotation.rewrap(next);
    for (KeyRing each : List.of(ring, other, open(next))) {
      assertArrayEquals(TEXT, each.openToken(sealed).orElseThrow());
      assertArrayEquals(TEXT, each.decrypt(secret, "alice"));
    }
    assertThrows(WrongMasterKeyException.class, () -> open(masterKey));
    rotation.rotate();
    clock.advance(STALENESS.multipliedBy(2));
    byte[] later = ring.sealToken(TEXT);
    assertArrayEquals(TEXT, open(next).openToken(later).orElseThrow());
    String before = store.list(KeyRange.all(), 1).entries().get(0).value().text();
    KeyRotation wrong = rotation(other); // Still has the old master key.
    assertThrows(WrongMasterKeyException.class, () -> wrong.rewrap(masterKey(3)));
    assertEquals(before, store.list(KeyRange.all(), 1).entries().get(0).value().text());
  }

  /** Else the ring would be wrapped by two, and no instance could open it. */
  @Test
  void whoHasTheOldMasterKeyAddsNoKey() {
    KeyRotation other = rotation(open(masterKey));
    rotation.rewrap(masterKey(2));
    assertThrows(WrongMasterKeyException.class, other::rotate);
    assertThrows(WrongMasterKeyException.class, () -> other.strikeOut(ids().get(0)));
    clock.advance(PERIOD.plusSeconds(1));
    other.rotateIfDue();
    assertEquals(1, ids().size());
    assertTrue(open(masterKey(2)).openToken(ring.sealToken(TEXT)).isPresent());
  }

  @Test
  void anotherMasterKeyCanTakeOverTwice() {
    KeyRotation other = rotation(open(masterKey));
    rotation.rewrap(masterKey(2));
    other.rewrap(masterKey(2)); // As if its first call had not learnt that it was made.
    other.rotate();
    assertEquals(2, ids().size());
  }

  @Test
  void theKeysAreRotatedWhenTheNewestIsOldEnough() {
    rotation.rotateIfDue();
    clock.advance(PERIOD);
    rotation.rotateIfDue();
    assertEquals(1, ids().size());
    clock.advance(Duration.ofSeconds(1));
    rotation.rotateIfDue();
    assertEquals(2, ids().size());
    rotation.rotateIfDue();
    clock.advance(Duration.ofMinutes(2));
    rotation.rotateIfDue();
    assertEquals(2, ids().size());
  }

  @Test
  void nodesThatFindTheKeysDueTogetherRotateThemOnce() {
    clock.advance(PERIOD.plusSeconds(1));
    List<KeyRotation> nodes =
        IntStream.range(0, 8).mapToObj(i -> rotation(open(masterKey))).toList();
    nodes.parallelStream().forEach(KeyRotation::rotateIfDue);
    assertEquals(2, ids().size());
  }

  @Test
  void aRotationThatFailsLeavesTheOldKeyInUse() {
    KeyRotation failing =
        new KeyRotation(
            documents,
            KeyRing.open(documents, new Unwilling(masterKey), new SecureRandom(), clock),
            new SecureRandom(),
            clock,
            STALENESS,
            PERIOD,
            Journal.none());
    clock.advance(PERIOD.plusSeconds(1));
    failing.rotateIfDue();
    assertEquals(1, ids().size());
    assertTrue(ring.openToken(ring.sealToken(TEXT)).isPresent());
  }

  @Test
  void aKeySaysWhenItSeals() {
    Instant made = clock.instant();
    rotation.rotate();
    assertEquals(
        List.of(made, made.plus(STALENESS.multipliedBy(2))),
        rotation.tokenKeys().stream().map(TokenKey::sealsFrom).toList());
  }

  /** An outage is no wrong key, whatever the host's code throws in it, and changes nothing. */
  @ParameterizedTest
  @MethodSource("outages")
  void anOutageIsToldFromAWrongKey(RuntimeException outage, RuntimeException told) {
    MasterKey silent = new Silent(outage);
    List<Entry> before = store.list(KeyRange.all(), 10).entries();
    for (Executable call : List.<Executable>of(() -> open(silent), () -> rotation.rewrap(silent))) {
      RuntimeException thrown = assertThrows(told.getClass(), call);
      assertFalse(thrown instanceof WrongMasterKeyException);
    }
    assertEquals(before, store.list(KeyRange.all(), 10).entries());
    assertTrue(open(masterKey).openToken(ring.sealToken(TEXT)).isPresent());
  }

  static Stream<Arguments> outages() {
    RuntimeException unavailable = new MasterKeyUnavailableException("the KMS can't be asked");
    RuntimeException forbidden = new MasterKeyException("the KMS doesn't let us");
    return Stream.of(
        Arguments.of(unavailable, unavailable),
        Arguments.of(forbidden, forbidden),
        Arguments.of(new UncheckedIOException(new IOException("reset")), unavailable),
        Arguments.of(new IllegalStateException("no credentials"), unavailable),
        Arguments.of(new NullPointerException(), unavailable));
  }

  /** A service that answers nothing. */
  private record Silent(RuntimeException outage) implements MasterKey {
    @Override
    public byte[] wrap(byte[] key, byte[] context) {
      throw outage;
    }

    @Override
    public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
      throw outage;
    }
  }

  /** Unwraps, and wraps nothing. */
  private record Unwilling(MasterKey masterKey) implements MasterKey {
    @Override
    public byte[] wrap(byte[] key, byte[] context) {
      throw new MasterKeyUnavailableException("the KMS can't be asked");
    }

    @Override
    public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
      return masterKey.unwrap(wrapped, context);
    }
  }

  /** A service whose answer lacks what it wrapped, or has what it unwraps to something else. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void nothingIsKeptThatItsMasterKeyDoesNotOpen(int length) {
    MasterKey forgetful =
        new MasterKey() {
          @Override
          public byte[] wrap(byte[] key, byte[] context) {
            return new byte[length];
          }

          @Override
          public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
            return wrapped.length == 1 ? Optional.of(new byte[LENGTH]) : Optional.empty();
          }
        };
    assertThrows(MasterKeyException.class, () -> rotation.rewrap(forgetful));
    assertEquals(ids(), rotation(open(masterKey)).tokenKeys().stream().map(TokenKey::id).toList());
    Documents others = UnkeptDocuments.of(new MemoryStore());
    assertThrows(
        MasterKeyException.class, () -> KeyRing.open(others, forgetful, new SecureRandom(), clock));
  }

  @Test
  void whatIsNoKeyIsNotTakenForOne() {
    byte[] tooShort = new byte[16];
    MasterKey other =
        new MasterKey() {
          @Override
          public byte[] wrap(byte[] key, byte[] context) {
            return key;
          }

          @Override
          public Optional<byte[]> unwrap(byte[] wrapped, byte[] context) {
            return Optional.of(tooShort);
          }
        };
    assertThrows(MasterKeyUnavailableException.class, () -> open(other));
  }
}
