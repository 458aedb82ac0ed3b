package io.sallyport.keyring;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEvent;
import io.sallyport.audit.AuditEvent.KeyChange;
import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.error.UnavailableException;
import io.sallyport.journal.Journal;
import io.sallyport.masterkey.KeyManager;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.masterkey.TokenKey;
import io.sallyport.masterkey.WrongMasterKeyException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Changes the key ring: its keys, and what they are wrapped by. Thread-safe. */
public final class KeyRotation implements KeyManager {
  private static final System.Logger LOG = System.getLogger(KeyRotation.class.getName());

  /** As long as a session can last, and by how much the clocks of two nodes may differ. */
  public static final Duration LAST_TOKEN = Duration.ofHours(36).plusMinutes(15);

  private static final int MOST_KEYS = 64;

  /** How soon a rotation that was due and failed is tried again. */
  private static final Duration RETRY_INTERVAL = Duration.ofMinutes(1);

  private final Documents documents;
  private final Table<WrappedKeys> table;
  private final KeyRing ring;
  private final SecureRandom random;
  private final Clock clock;
  private final Duration maxStaleness;
  private final Duration period;
  private final Journal journal;
  private final AtomicReference<Instant> nextTry = new AtomicReference<>(Instant.MIN);

  /**
   * Rotates the token keys of a ring.
   *
   * @param maxStaleness within which every node has seen a new key
   * @param period how old the newest token key becomes
   */
  public KeyRotation(
      Documents documents,
      KeyRing ring,
      SecureRandom random,
      Clock clock,
      Duration maxStaleness,
      Duration period,
      Journal journal) {
    this.documents = documents;
    this.table = WrappedKeys.table(documents);
    this.ring = ring;
    this.random = random;
    this.clock = clock;
    this.maxStaleness = maxStaleness;
    this.period = period;
    this.journal = journal;
  }

  /** Rotates the token keys if the newest is old enough; if that fails, all stays as it is. */
  public void rotateIfDue() {
    Instant now = clock.instant();
    Instant scheduled = nextTry.get();
    if (now.isBefore(scheduled)
        || !newest().plus(period).isBefore(now)
        || !nextTry.compareAndSet(scheduled, now.plus(RETRY_INTERVAL))) {
      return;
    }
    try {
      change(keys -> isDue(keys, now) ? rotated(keys) : keys);
    } catch (RuntimeException e) { // A master key may be anybody's code.
      LOG.log(System.Logger.Level.WARNING, "the token keys can't be rotated yet", e);
    }
  }

  private boolean isDue(WrappedKeys keys, Instant now) {
    return newest(keys).plus(period).isBefore(now);
  }

  private Instant newest() {
    return newest(table.get().orElseThrow(KeyRotation::vanished));
  }

  private static Instant newest(WrappedKeys keys) {
    return keys.token().get(keys.token().size() - 1).sealsFrom();
  }

  @Override
  public List<TokenKey> tokenKeys() {
    return table.reread().orElseThrow(KeyRotation::vanished).token().stream()
        .map(key -> new TokenKey(key.id(), key.sealsFrom()))
        .toList();
  }

  @Override
  public void rotate() {
    change(this::rotated);
  }

  private WrappedKeys rotated(WrappedKeys keys) {
    Instant now = clock.instant();
    WrappedKeys kept = keys.withoutSucceededBefore(now.minus(LAST_TOKEN));
    if (kept.token().size() >= MOST_KEYS) {
      throw new LimitExceededException(
          "there are " + MOST_KEYS + " token keys, all of which may still be needed");
    }
    return kept.plus(created(kept, now.plus(maxStaleness.multipliedBy(2))));
  }

  @Override
  public void strikeOut(String tokenKeyId) {
    change(
        keys -> {
          WrappedKeys left = keys.without(tokenKeyId);
          if (left.equals(keys)) {
            throw new NoSuchEntityException("the token key", tokenKeyId);
          }
          Instant now = clock.instant();
          return left.seals(now) ? left : left.plus(created(keys, now));
        });
    note(KeyChange.STRUCK_OUT, Optional.of(tokenKeyId));
  }

  @Override
  public void rewrap(MasterKey newMasterKey) {
    MasterKey next = AskedMasterKey.of(newMasterKey);
    MasterKey old = ring.masterKey();
    // It may have been done already, by a call that never learnt of it.
    change(keys -> keys.isWrappedBy(next) ? keys : keys.rewrapped(old, next));
    ring.use(next);
    note(KeyChange.REWRAPPED, Optional.empty());
  }

  /** A new key for this ring, wrapped as all of it is: no ring is wrapped by two master keys. */
  private WrappedKeys.Wrapped created(WrappedKeys keys, Instant sealsFrom) {
    MasterKey masterKey = ring.masterKey();
    if (!keys.isWrappedBy(masterKey)) {
      throw new WrongMasterKeyException(
          "the key ring is wrapped by another master key by now; nothing was changed");
    }
    return KeySet.create(KeySet.Kind.TOKEN, masterKey, random, sealsFrom);
  }

  private void change(UnaryOperator<WrappedKeys> work) {
    documents.change("the key ring", (Change change) -> change(work, change));
  }

  private void change(UnaryOperator<WrappedKeys> work, Change change) {
    WrappedKeys now = change.get(table).orElseThrow(KeyRotation::vanished);
    WrappedKeys next = work.apply(now);
    if (!next.equals(now)) {
      change.put(table, next);
      change.afterwards(() -> noteAdded(now, next));
    }
  }

  private void noteAdded(WrappedKeys before, WrappedKeys now) {
    now.token().stream()
        .map(WrappedKeys.Wrapped::id)
        .filter(id -> before.token().stream().noneMatch(key -> key.id().equals(id)))
        .forEach(id -> note(KeyChange.ADDED, Optional.of(id)));
  }

  private void note(KeyChange what, Optional<String> id) {
    journal.note(new AuditEvent.KeysChanged(journal.now(), Actor.HOST, what, id));
  }

  private static UnavailableException vanished() {
    return new UnavailableException(new IllegalStateException("the key ring vanished"));
  }
}
