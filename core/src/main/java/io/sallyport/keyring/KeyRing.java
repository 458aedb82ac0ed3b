package io.sallyport.keyring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.UnavailableException;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.MasterKeyException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys in use: token keys seal session tokens, storage keys encrypt secrets at rest. The ring
 * is one document, made by whoever comes first, and kept as fresh as any other: what another
 * instance adds or strikes out, this one follows. Thread-safe.
 */
public final class KeyRing {
  private static final System.Logger LOG = System.getLogger(KeyRing.class.getName());

  /** How often a token under an unknown key may cost a look at the store, whatever it finds. */
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

  /** How soon a master key that failed is asked again. */
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private final Table<WrappedKeys> table;
  private volatile MasterKey masterKey;
  private final SecureRandom random;
  private final Clock clock;
  private final Turn looking = new Turn();
  private final Turn learning = new Turn();
  private Instant nextLook = Instant.MIN; // Read and written in turn.
  private volatile Instant nextUnwrap = Instant.MIN; // Written in turn.

  /** What was unwrapped last, so that the master key is asked only for what is new. */
  private volatile Opened opened =
      new Opened(new WrappedKeys(List.of(), List.of()), new Keys(KeySet.NONE, KeySet.NONE));

  private record Keys(KeySet token, KeySet storage) {
    boolean isWhole() {
      return token.isWhole() && storage.isWhole();
    }
  }

  private record Opened(WrappedKeys ring, Keys keys) {}

  private KeyRing(Table<WrappedKeys> table, MasterKey masterKey, SecureRandom random, Clock clock) {
    this.table = table;
    this.masterKey = masterKey;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Reads the ring, or makes it if there is none.
   *
   * @throws io.sallyport.masterkey.WrongMasterKeyException if another master key wrapped it
   * @throws io.sallyport.masterkey.MasterKeyUnavailableException if the master key can't be asked
   * @throws UnavailableException if the store can't be asked
   */
  public static KeyRing open(
      Documents documents, MasterKey given, SecureRandom random, Clock clock) {
    MasterKey masterKey = AskedMasterKey.of(given);
    Table<WrappedKeys> table = WrappedKeys.table(documents);
    WrappedKeys stored =
        documents.changeAndAnswer(
            "the key ring",
            change ->
                change
                    .get(table)
                    .orElseGet(
                        () -> {
                          WrappedKeys made = WrappedKeys.create(masterKey, random, clock.instant());
                          change.put(table, made);
                          return made;
                        }));
    if (stored.token().isEmpty() || stored.storage().isEmpty()) {
      throw new MasterKeyException("the key ring lacks keys; nothing was changed");
    }
    KeyRing ring = new KeyRing(table, masterKey, random, clock);
    ring.opened = new Opened(stored, ring.unwrap(stored, KeySet.Unwrapping.by(masterKey)));
    return ring;
  }

  MasterKey masterKey() {
    return masterKey;
  }

  /** New keys are wrapped by this one. */
  void use(MasterKey newMasterKey) {
    masterKey = newMasterKey;
  }

  /** Whether all keys that were last read could be unwrapped. */
  public boolean isWhole() {
    return opened.keys().isWhole();
  }

  /**
   * Seals a session token's content.
   *
   * @throws UnavailableException if no token key could be unwrapped yet
   */
  public byte[] sealToken(byte[] text) {
    return sealToken(text, "");
  }

  /** Seals what is no session's token: with the same purpose alone can it be opened. */
  public byte[] sealToken(byte[] text, String purpose) {
    return keys().token().seal(text, purpose.getBytes(UTF_8), random, clock.instant());
  }

  /**
   * What {@link #sealToken} sealed; empty if it did not, or the token was changed. A token under an
   * unknown key costs one look at the store, five times a second; if the store can't be asked, the
   * key stays unknown, and what is known stays in use.
   */
  public Optional<byte[]> openToken(byte[] sealed) {
    return openToken(sealed, "");
  }

  /** As {@link #openToken(byte[])}, of what was sealed for this purpose. */
  public Optional<byte[]> openToken(byte[] sealed, String purpose) {
    KeySet keys = keys().token();
    return (keys.misses(sealed) ? afterALook().token() : keys)
        .open(sealed, purpose.getBytes(UTF_8));
  }

  /** Whether the ring has the token key of this id. */
  public boolean hasTokenKey(String id) {
    return keys().token().has(id);
  }

  /**
   * Encrypts a secret for the store.
   *
   * @param owner whose secret it is; only with the same owner can it be decrypted
   * @throws UnavailableException if no storage key could be unwrapped yet
   */
  public byte[] encrypt(byte[] secret, String owner) {
    return keys().storage().seal(secret, owner.getBytes(UTF_8), random, clock.instant());
  }

  /**
   * Decrypts a secret from the store.
   *
   * @throws UnavailableException if it was changed, moved to another owner, or its key is not here
   */
  public byte[] decrypt(byte[] encrypted, String owner) {
    KeySet keys = keys().storage();
    return (keys.misses(encrypted) ? afterALook().storage() : keys)
        .open(encrypted, owner.getBytes(UTF_8))
        .orElseThrow(() -> unavailable("a secret can't be read"));
  }

  private Keys keys() {
    WrappedKeys ring = table.get().orElseThrow(() -> unavailable("the key ring vanished"));
    Opened last = opened;
    return last.keys().isWhole() && last.ring().equals(ring) ? last.keys() : learn(ring);
  }

  /**
   * The keys after a look at the store, unless there was one just now. Whoever has a forged token
   * can have this done: what is kept is replaced only by what was read, a look that fails counts,
   * and who comes while one is under way doesn't wait for long.
   */
  private Keys afterALook() {
    if (!looking.begin()) {
      return keys();
    }
    try {
      Instant now = clock.instant();
      if (!Turn.isAhead(nextLook, LOOK_INTERVAL, now)) {
        nextLook = now.plus(LOOK_INTERVAL);
        Optional<WrappedKeys> unused = table.reread();
        looking.wentWell();
      }
    } catch (UnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "the store can't be asked for an unknown key", e);
    } finally {
      looking.end();
    }
    return keys();
  }

  /**
   * Opens a ring, at least what is known of it: that a new key can't be unwrapped now is no reason
   * to refuse what the others sealed; it is tried now and then. Who comes while the master key is
   * asked doesn't wait for it for long, and goes by what is known.
   */
  private Keys learn(WrappedKeys ring) {
    if (!learning.begin()) {
      return unwrap(ring, (wrapped, context) -> Optional.empty());
    }
    try {
      Opened last = opened;
      boolean isKnown = last.ring().equals(ring);
      if (isKnown
          && (last.keys().isWhole() || Turn.isAhead(nextUnwrap, RETRY_INTERVAL, clock.instant()))) {
        return last.keys();
      }
      Keys keys = unwrap(ring, this::unwrapIfPossible);
      opened = new Opened(ring, keys);
      if (keys.isWhole()) {
        learning.wentWell();
      }
      return keys;
    } finally {
      learning.end();
    }
  }

  private Keys unwrap(WrappedKeys ring, KeySet.Unwrapping unwrapping) {
    Keys known = opened.keys();
    return new Keys(
        known.token().with(ring.token(), KeySet.Kind.TOKEN, unwrapping),
        known.storage().with(ring.storage(), KeySet.Kind.STORAGE, unwrapping));
  }

  /** Asks the master key, unless it failed just now. Called in turn. */
  private Optional<byte[]> unwrapIfPossible(byte[] wrapped, byte[] context) {
    if (Turn.isAhead(nextUnwrap, RETRY_INTERVAL, clock.instant())) {
      return Optional.empty();
    }
    Optional<byte[]> key = Optional.empty();
    try {
      key = masterKey.unwrap(wrapped, context);
      if (key.isEmpty()) {
        LOG.log(System.Logger.Level.WARNING, "another master key wraps a new key of the ring");
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a new key of the ring can't be unwrapped yet", e);
    }
    if (key.isEmpty()) {
      nextUnwrap = clock.instant().plus(RETRY_INTERVAL);
    }
    return key;
  }

  static UnavailableException unavailable(String why) {
    return new UnavailableException(new IllegalStateException(why));
  }
}
