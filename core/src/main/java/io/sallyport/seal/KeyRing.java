package io.sallyport.seal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.error.UnavailableException;
import io.sallyport.keyring.MasterKey;
import io.sallyport.storage.Key;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Write;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The keys in use: token keys seal session tokens, storage keys encrypt secrets at rest. The ring
 * is one document, made by whoever comes first, and kept as fresh as any other: what another
 * instance adds or strikes out, this one follows. Thread-safe.
 */
public final class KeyRing {
  private static final Key KEY = Key.of("keyring");
  private static final byte[] NO_CONTEXT = {};
  private static final Keys NO_KEYS = new Keys(new Revision(1), KeySet.NONE, KeySet.NONE);

  /** How often a token under an unknown key may cost a look at the store. */
  private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(1);

  private final Documents documents;
  private final MasterKey masterKey;
  private final SecureRandom random;
  private final Clock clock;
  private final AtomicReference<Instant> nextReload = new AtomicReference<>(Instant.MIN);

  /** The latest ring that was read, by whatever way. */
  private volatile Keys latest = NO_KEYS;

  private record Keys(Revision revision, KeySet token, KeySet storage) {

    Keys or(Keys other) {
      return other.revision.compareTo(revision) < 0 ? this : other;
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
   * @throws io.sallyport.keyring.MasterKeyException if the master key doesn't open it
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
    Keys unused = ring.learn(found.orElseThrow(KeyRing::vanished));
    return ring;
  }

  /** Seals a session token's content. */
  public byte[] sealToken(byte[] text) {
    return keys().token().seal(text, NO_CONTEXT, random);
  }

  /**
   * What {@link #sealToken} sealed; empty if it did not, or the token was changed. A token under an
   * unknown key costs one look at the store, once a second.
   */
  public Optional<byte[]> openToken(byte[] sealed) {
    return (keys().token().misses(sealed) ? reloaded() : keys()).token().open(sealed, NO_CONTEXT);
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
    return (keys().storage().misses(encrypted) ? reloaded() : keys())
        .storage()
        .open(encrypted, owner.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(
            () -> new UnavailableException(new IllegalStateException("a secret can't be read")));
  }

  private Keys keys() {
    return documents.get(KEY, this::learn).orElseThrow(KeyRing::vanished).or(latest);
  }

  /** The keys after a look at the store, if there was none just now. */
  private Keys reloaded() {
    Instant now = clock.instant();
    Instant next = nextReload.get();
    if (!now.isBefore(next) && nextReload.compareAndSet(next, now.plus(RELOAD_INTERVAL))) {
      try {
        documents.read(KEY).ifPresent(ring -> ring.read(this::learn));
      } catch (UnavailableException e) {
        nextReload.set(Instant.MIN); // Who asks next is told the same, not that the token is bad.
        throw e;
      }
    }
    return latest;
  }

  /** Opens a ring; the master key is asked only for those keys that are new. */
  private synchronized Keys learn(Document ring) {
    Keys known = latest;
    Keys read =
        new Keys(
            ring.entry().revision(),
            known.token().with(ring.json().path("tokenKeys"), KeySet.Kind.TOKEN, masterKey),
            known.storage().with(ring.json().path("storageKeys"), KeySet.Kind.STORAGE, masterKey));
    latest = known.or(read);
    return latest;
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
