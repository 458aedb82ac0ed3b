package io.sallyport.seal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.error.UnavailableException;
import io.sallyport.keyring.MasterKey;
import io.sallyport.storage.Key;
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
 * is one document, made by whoever comes first. Thread-safe.
 */
public final class KeyRing {
  private static final Key KEY = Key.of("keyring");
  private static final byte[] NO_CONTEXT = {};

  /** How often a token under an unknown key may cost a look at the store. */
  private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(1);

  private final Documents documents;
  private final MasterKey masterKey;
  private final SecureRandom random;
  private final Clock clock;
  private final AtomicReference<Instant> nextReload = new AtomicReference<>(Instant.MIN);
  private volatile Keys keys;

  private record Keys(KeySet token, KeySet storage) {}

  private static final Keys NO_KEYS = new Keys(KeySet.NONE, KeySet.NONE);

  private KeyRing(
      Documents documents, MasterKey masterKey, SecureRandom random, Clock clock, Keys keys) {
    this.documents = documents;
    this.masterKey = masterKey;
    this.random = random;
    this.clock = clock;
    this.keys = keys;
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
    Document ring =
        found.orElseThrow(
            () -> new UnavailableException(new IllegalStateException("the key ring vanished")));
    return new KeyRing(documents, masterKey, random, clock, unwrap(ring, masterKey, NO_KEYS));
  }

  /** Seals a session token's content. */
  public byte[] sealToken(byte[] text) {
    return keys.token().seal(text, NO_CONTEXT, random);
  }

  /**
   * What {@link #sealToken} sealed; empty if it did not, or the token was changed. A token under an
   * unknown key costs one look at the store, once a second.
   */
  public Optional<byte[]> openToken(byte[] sealed) {
    if (keys.token().misses(sealed)) {
      reload();
    }
    return keys.token().open(sealed, NO_CONTEXT);
  }

  /**
   * Encrypts a secret for the store.
   *
   * @param owner whose secret it is; only with the same owner can it be decrypted
   */
  public byte[] encrypt(byte[] secret, String owner) {
    return keys.storage().seal(secret, owner.getBytes(StandardCharsets.UTF_8), random);
  }

  /**
   * Decrypts a secret from the store.
   *
   * @throws UnavailableException if it was changed, moved to another owner, or its key is not here
   */
  public byte[] decrypt(byte[] encrypted, String owner) {
    if (keys.storage().misses(encrypted)) {
      reload();
    }
    return keys.storage()
        .open(encrypted, owner.getBytes(StandardCharsets.UTF_8))
        .orElseThrow(
            () -> new UnavailableException(new IllegalStateException("a secret can't be read")));
  }

  private void reload() {
    Instant now = clock.instant();
    Instant next = nextReload.get();
    if (now.isBefore(next) || !nextReload.compareAndSet(next, now.plus(RELOAD_INTERVAL))) {
      return;
    }
    try {
      documents.read(KEY).ifPresent(ring -> keys = unwrap(ring, masterKey, keys));
    } catch (RuntimeException e) {
      nextReload.set(Instant.MIN); // Who asks next is told the same, and not that the token is bad.
      throw e;
    }
  }

  private static ObjectNode create(MasterKey masterKey, SecureRandom random) {
    ObjectNode ring = Document.create();
    KeySet.add(ring.putArray("tokenKeys"), KeySet.Kind.TOKEN, masterKey, random);
    KeySet.add(ring.putArray("storageKeys"), KeySet.Kind.STORAGE, masterKey, random);
    return ring;
  }

  private static Keys unwrap(Document ring, MasterKey masterKey, Keys known) {
    return new Keys(
        known.token().with(ring.json().path("tokenKeys"), KeySet.Kind.TOKEN, masterKey),
        known.storage().with(ring.json().path("storageKeys"), KeySet.Kind.STORAGE, masterKey));
  }
}
