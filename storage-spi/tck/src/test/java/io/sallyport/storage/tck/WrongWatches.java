package io.sallyport.storage.tck;

import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Cursor;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Revision;
import io.sallyport.storage.Watch;
import io.sallyport.storage.WatchEvent;
import io.sallyport.storage.WatchEvent.Changed;
import io.sallyport.storage.WatchEvent.Lost;
import io.sallyport.storage.WatchEvent.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stores whose watches are wrong. */
final class WrongWatches {
  private WrongWatches() {}

  /** Never reports a commit that ran beside another: its number was drawn before the other's. */
  static final class OutOfSequence extends Wrong {
    private final AtomicInteger running = new AtomicInteger();
    private final Set<Revision> overtaken = ConcurrentHashMap.newKeySet();

    @Override
    public CommitResult commit(Commit commit) {
      boolean beside = running.incrementAndGet() > 1;
      pause();
      CommitResult result = right.commit(commit);
      if (beside && result instanceof CommitResult.Committed committed) {
        overtaken.add(committed.revision());
      }
      running.decrementAndGet();
      return result;
    }

    @Override
    public Watch watch(KeyRange range, Cursor from) {
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            while (event instanceof Changed change && overtaken.contains(change.revision())) {
              event = watch.next();
            }
            return event;
          });
    }
  }

  /** Reports, after a key's newer revision, its older one. */
  static final class GoesBack extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      Map<Key, Changed> first = new HashMap<>();
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            if (event instanceof Changed change && change.revision().value() % 3 == 0) {
              return first.getOrDefault(change.key(), change);
            }
            if (event instanceof Changed change) {
              first.putIfAbsent(change.key(), change);
            }
            return event;
          });
    }
  }

  /** Leaves out deletions: tells them by the key's absence. */
  static final class NoDeletions extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            while (event instanceof Changed change && right.get(change.key()).isEmpty()) {
              event = watch.next();
            }
            return event;
          });
    }
  }

  /** Looks for a commit in a range by the commit's first key. */
  static final class FirstKeyOnly extends Wrong {
    private final Map<Revision, Key> firsts = new ConcurrentHashMap<>();

    @Override
    public CommitResult commit(Commit commit) {
      CommitResult result = right.commit(commit);
      if (result instanceof CommitResult.Committed committed) {
        firsts.put(committed.revision(), commit.writes().get(0).key());
      }
      return result;
    }

    @Override
    public Watch watch(KeyRange range, Cursor from) {
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            while (event instanceof Changed change
                && !range.contains(firsts.getOrDefault(change.revision(), change.key()))) {
              event = watch.next();
            }
            return event;
          });
    }
  }

  /** Tells only one of its watches of each change: the one that asks first. */
  static final class CompetingWatches extends Wrong {
    private final Set<Map.Entry<Key, Revision>> taken = ConcurrentHashMap.newKeySet();
    private final AtomicLong newest = new AtomicLong();

    @Override
    public CommitResult commit(Commit commit) {
      CommitResult result = right.commit(commit);
      if (result instanceof CommitResult.Committed committed) {
        newest.set(committed.revision().value());
      }
      return result;
    }

    @Override
    public Watch watch(KeyRange range, Cursor from) {
      long opened = newest.get();
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            while (event instanceof Changed change
                && change.revision().value() > opened
                && !taken.add(Map.entry(change.key(), change.revision()))) {
              event = watch.next();
            }
            return event;
          });
    }
  }

  /** Looks whether it was interrupted once it has taken an event, which is gone then. */
  static final class LosesOnInterrupt extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            pause();
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
            return event;
          });
    }
  }

  /** Begins to wait anew whenever something changes outside of its range. */
  static final class NoAnswerWhileBusyElsewhere extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      AtomicBoolean woken = new AtomicBoolean();
      return wrong(
          right.watch(KeyRange.all(), from),
          watch -> {
            while (true) {
              WatchEvent event = watch.next();
              boolean elsewhere = event instanceof Changed change && !range.contains(change.key());
              if (!woken.getAndSet(elsewhere) && !elsewhere) {
                return event;
              }
            }
          });
    }
  }

  /** Gives every event of a commit a cursor after the whole commit. */
  static final class CursorPastTheCommit extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      return wrong(
          right.watch(range, from),
          watch ->
              watch.next() instanceof Changed change
                  ? new Changed(change.key(), change.revision(), past(change))
                  : new Progress(right.list(KeyRange.all(), 1).cursor()));
    }

    private static Cursor past(Changed change) {
      String value = change.cursor().value();
      String prefix = value.substring(0, value.lastIndexOf(':') + 1);
      return new Cursor(prefix + change.revision().value());
    }
  }

  /** Says that it is current before it looked. */
  static final class EagerProgress extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      AtomicInteger calls = new AtomicInteger();
      return wrong(
          right.watch(range, from),
          watch -> calls.getAndIncrement() % 2 == 0 ? new Progress(from) : watch.next());
    }
  }

  /** Says that it is current without a look, once it said so a few times. */
  static final class CurrentOnceIdle extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      AtomicInteger quiet = new AtomicInteger();
      return wrong(
          right.watch(range, from),
          watch -> {
            if (quiet.get() == 3) {
              quiet.set(0);
              return new Progress(from);
            }
            WatchEvent event = watch.next();
            quiet.set(event instanceof Progress ? quiet.get() + 1 : 0);
            return event;
          });
    }
  }

  /** Answers nothing while nothing changes. */
  static final class NoProgress extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            int times = 0;
            while (event instanceof Progress && times++ < 3) {
              event = watch.next();
            }
            return event;
          });
    }
  }

  /** Takes a cursor that it can't read for now. */
  static final class AnyCursor extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      return from.value().length() > 36
          ? right.watch(range, from)
          : right.watch(range, right.list(KeyRange.all(), 1).cursor());
    }
  }

  /** Goes on saying that nothing changes after the store was closed. */
  static final class SilentAfterClose extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            return event instanceof Lost ? new Progress(from) : event;
          });
    }
  }

  /** Its proof is of one moment, and the proof's cursor of a later one. */
  static final class ProofsCursorTooLate extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      return wrong(
          right.watch(range, from),
          watch -> {
            WatchEvent event = watch.next();
            if (event instanceof Progress) {
              pause();
              return new Progress(right.list(KeyRange.all(), 1).cursor());
            }
            return event;
          });
    }
  }

  /** Right: after each proof it reports the last change once more. */
  static final class Repeats extends Wrong {
    @Override
    public Watch watch(KeyRange range, Cursor from) {
      List<Changed> last = new ArrayList<>();
      boolean[] repeats = {false};
      return wrong(
          right.watch(range, from),
          watch -> {
            if (repeats[0] && !last.isEmpty()) {
              repeats[0] = false;
              return last.get(last.size() - 1);
            }
            WatchEvent event = watch.next();
            repeats[0] = event instanceof Progress;
            if (event instanceof Changed change) {
              last.add(change);
            }
            return event;
          });
    }
  }
}
