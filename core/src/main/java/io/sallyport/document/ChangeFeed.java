package io.sallyport.document;

import io.sallyport.storage.Cursor;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.StoreException;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries the store's changes into a cache, on a thread of its own that begins with the first use.
 * A watch that is lost goes on from its last cursor, and if that is too old, begins anew: then
 * nothing that was kept counts any more, and is read again when it is asked for.
 */
final class ChangeFeed implements Runnable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ChangeFeed.class.getName());
  private static final KeyRange EVERYTHING = KeyRange.all();
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final IamStore store;
  private final DocumentCache cache;
  private final Clock clock;
  private final Duration patience;
  private final Thread thread = new Thread(this, "sallyport-changes");
  private final ReentrantLock starting = new ReentrantLock();
  private volatile boolean started;
  private volatile boolean closed;

  ChangeFeed(IamStore store, DocumentCache cache, Clock clock, Duration maxStaleness) {
    this.store = store;
    this.cache = cache;
    this.clock = clock;
    this.patience = maxStaleness.dividedBy(2);
    thread.setDaemon(true);
  }

  void start() {
    if (started) {
      return;
    }
    starting.lock();
    try {
      if (!started && !closed) {
        started = true;
        thread.start();
      }
    } finally {
      starting.unlock();
    }
  }

  @Override
  public void run() {
    Duration pause = FIRST_PAUSE;
    while (!closed) {
      try {
        Instant asked = clock.instant();
        Cursor from = store.list(EVERYTHING, 1).cursor();
        cache.proofs().watchBegins();
        cache.proofs().proven(asked);
        if (follow(from)) {
          pause = FIRST_PAUSE;
        }
      } catch (StoreException e) {
        LOG.log(System.Logger.Level.DEBUG, "the store's changes can't be followed", e);
      } catch (InterruptedException e) {
        LOG.log(System.Logger.Level.DEBUG, "interrupted; this ends it only if it is closed", e);
      } catch (Throwable e) {
        // Whatever it is, an Error too: without this thread nothing is ever fresh again.
        LOG.log(System.Logger.Level.WARNING, "following the store's changes failed", e);
      }
      pause = pause(pause);
    }
  }

  /**
   * Follows a watch, and its successors, until one is lost at its first event; or until changes
   * come so fast that there was no proof among them for long: then a new beginning is one. Where it
   * was is not tried once more after that: a store that was restored meanwhile, or lags behind the
   * one before, may take the place for its own and never report what is different.
   *
   * @return whether there was any event; if not, it is no better to begin anew at once
   */
  private boolean follow(Cursor first) throws InterruptedException {
    Cursor from = first;
    boolean worked = false;
    boolean moved = true;
    Instant proof = clock.instant();
    while (moved && !closed) {
      moved = false;
      try (Watch watch = store.watch(EVERYTHING, from)) {
        Instant asked = clock.instant();
        WatchEvent event = watch.next();
        while (!(event instanceof WatchEvent.Lost) && !closed) {
          from = take(event, asked);
          moved = true;
          worked = true;
          if (event instanceof WatchEvent.Progress) {
            proof = asked;
          } else if (asked.isAfter(proof.plus(patience))) {
            return true;
          }
          asked = clock.instant();
          event = watch.next();
        }
      }
    }
    return worked;
  }

  /** One change proves nothing of the others: after an outage, more may be on their way. */
  private Cursor take(WatchEvent event, Instant asked) {
    if (event instanceof WatchEvent.Changed changed) {
      // No proof: what was reported may be a part of a long past that still comes.
      cache.changed(changed.key());
      return changed.cursor();
    }
    cache.proofs().proven(asked);
    return ((WatchEvent.Progress) event).cursor();
  }

  private Duration pause(Duration pause) {
    try {
      Thread.sleep(closed ? 0 : pause.toMillis());
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "interrupted; this ends it only if it is closed", e);
    }
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
