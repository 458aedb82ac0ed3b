package io.sallyport.keyring;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.error.UnavailableException;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.MasterKeyException;
import io.sallyport.storage.Key;
import io.sallyport.storage.Write;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys in use: token keys seal session tokens, storage keys encrypt secrets at rest. The ring
 * is one document, made by whoever comes first, and kept as fresh as any other: what another
 * instance adds or strikes out, this one follows. Thread-safe.
 */
public final class KeyRing {
  private static final System.Logger LOG = System.getLogger(KeyRing.class.getName());
  private static final Key KEY = Key.of("keyring");
  private static final byte[] NO_CONTEXT = {};

  /** How often a token under an unknown key may cost a look at the store, whatever it finds. */
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

  /** How long another such token waits for a look that is under way. */
  private static final Duration WAIT = Duration.ofSeconds(1);

  /** How soon a master key that failed is asked again. */
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private final Documents documents;
  private final MasterKey masterKey;
  private final SecureRandom random;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private Instant nextLook = Instant.MIN; // Guarded by looking.
  private Instant nextUnwrap = Instant.MIN; // Guarded by this.

  /** Whether the store was too slow for those who wait; none waits again until it answers. */
  private volatile boolean slow;

  /** What was unwrapped last, so that the master key is asked only for what is new. */
  private volatile Keys unwrapped = new Keys(KeySet.NONE, KeySet.NONE);

  private record Keys(KeySet token, KeySet storage) {

    boolean isWhole() {
      return token.isWhole() && storage.isWhole();
    }
  }

  private KeyRing(Documents documents, MasterKey masterKey, SecureRandom random, Clock clock) {
    this.documents = documents;
    this.masterKey = masterKey;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Reads the ring, or makes it if there is none.
   *
   * @throws MasterKeyException if the master key doesn't open it
   * @throws UnavailableException if the store can't be asked
   */
  public static KeyRing open(
      Documents documents, MasterKey masterKey, SecureRandom random, Clock clock) {
    Optional<Document> found = documents.read(KEY);
    if (found.isEmpty()) {
      // The loser of a race finds the winner's ring below.
      documents.commit(new Write.Create(KEY, Document.bytes(create(masterKey, random))));
      found = documents.read(KEY);
    }
    KeyRing ring = new KeyRing(documents, masterKey, random, clock);
    ring.unwrapped = ring.unwrap(found.orElseThrow(KeyRing::vanished), masterKey);
    return ring;
  }

  /** Seals a session token's content. */
  public byte[] sealToken(byte[] text) {
    return keys().token().seal(text, NO_CONTEXT, random);
  }

  /**
   * What {@link #sealToken} sealed; empty if it did not, or the token was changed. A token under an
   * unknown key costs one look at the store, five times a second; if the store can't be asked, the
   * key stays unknown, and what is known stays in use.
   */
  public Optional<byte[]> openToken(byte[] sealed) {
    KeySet keys = keys().token();
    return (keys.misses(sealed) ? afterALook().token() : keys).open(sealed, NO_CONTEXT);
  }

  /**
   * Encrypts a secret for the store.
   *
   * @param owner whose secret it is; only with the same owner can it be decrypted
   */
  public byte[] encrypt(byte[] secret, String owner) {
    return keys().storage().seal(secret, owner.getBytes(StandardCharsets.UTF_8), random);
  }

  /**
   * Decrypts a secret from the store.
   *
   * @throws UnavailableException if it was changed, moved to another owner, or its key is not here
   */
  public byte[] decrypt(byte[] encrypted, String owner) {
    KeySet keys = keys().storage();
    return (keys.misses(encrypted) ? afterALook().storage() : keys)
        .open(encrypted, owner.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(
            () -> new UnavailableException(new IllegalStateException("a secret can't be read")));
  }

  /** The keys that are kept; those of them that can't be unwrapped yet are tried now and then. */
  private Keys keys() {
    Ring ring = documents.get(KEY, Ring::new).orElseThrow(KeyRing::vanished);
    return ring.keys.isWhole() ? ring.keys : ring.tryAgain();
  }

  /**
   * The keys after a look at the store, unless there was one just now. Whoever has a forged token
   * can have this done: what is kept is replaced only by what was read, a look that fails counts,
   * and who comes while one is under way doesn't wait for long.
   */
  private Keys afterALook() {
    if (!mayLook()) {
      return keys();
    }
    try {
      Instant now = clock.instant();
      if (!now.isBefore(nextLook)) {
        nextLook = now.plus(LOOK_INTERVAL);
        documents.reread(KEY, Ring::new);
        slow = false;
      }
    } catch (UnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "the store can't be asked for an unknown key", e);
    } finally {
      looking.unlock();
    }
    return keys();
  }

  private boolean mayLook() {
    try {
      boolean turn = looking.tryLock() || (!slow && looking.tryLock(WAIT.toMillis(), MILLISECONDS));
      if (!turn) {
        slow = true;
      }
      return turn;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A ring as it was read, and as much of it as could be unwrapped. */
  private final class Ring {
    private final Document document;
    private volatile Keys keys;

    Ring(Document document) {
      this.document = document;
      this.keys = learn(document);
    }

    /** Nothing is asked of the store for this. */
    Keys tryAgain() {
      synchronized (KeyRing.this) {
        if (!keys.isWhole() && !clock.instant().isBefore(nextUnwrap)) {
          keys = learn(document);
        }
      }
      return keys;
    }
  }

  /**
   * Opens a ring, at least what is known of it: that a new key can't be unwrapped now is no reason
   * to refuse what the others sealed. Who comes while the master key is asked waits for it.
   */
  private synchronized Keys learn(Document ring) {
    Keys keys = unwrap(ring, this::unwrapIfPossible);
    unwrapped = keys;
    return keys;
  }

  private Keys unwrap(Document ring, KeySet.Unwrapping unwrapping) {
    Keys known = unwrapped;
    return new Keys(
        known.token().with(ring.json().path("tokenKeys"), KeySet.Kind.TOKEN, unwrapping),
        known.storage().with(ring.json().path("storageKeys"), KeySet.Kind.STORAGE, unwrapping));
  }

  private Keys unwrap(Document ring, MasterKey strict) {
    return unwrap(
        ring,
        (wrapped, context) ->
            Optional.of(
                strict
                    .unwrap(wrapped, context)
                    .orElseThrow(
                        () ->
                            new MasterKeyException(
                                "the master key is not the one that this store's keys were wrapped"
                                    + " with; nothing was changed"))));
  }

  /** Asks the master key, unless it failed just now. Called with the lock held. */
  private Optional<byte[]> unwrapIfPossible(byte[] wrapped, byte[] context) {
    if (clock.instant().isBefore(nextUnwrap)) {
      return Optional.empty();
    }
    Optional<byte[]> key = Optional.empty();
    try {
      key = masterKey.unwrap(wrapped, context);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a new key of the ring can't be unwrapped yet", e);
    }
    if (key.isEmpty()) {
      nextUnwrap = clock.instant().plus(RETRY_INTERVAL);
    }
    return key;
  }

  private static UnavailableException vanished() {
    return new UnavailableException(new IllegalStateException("the key ring vanished"));
  }

  private static ObjectNode create(MasterKey masterKey, SecureRandom random) {
    ObjectNode ring = Document.create();
    KeySet.add(ring.putArray("tokenKeys"), KeySet.Kind.TOKEN, masterKey, random);
    KeySet.add(ring.putArray("storageKeys"), KeySet.Kind.STORAGE, masterKey, random);
    return ring;
  }
}
