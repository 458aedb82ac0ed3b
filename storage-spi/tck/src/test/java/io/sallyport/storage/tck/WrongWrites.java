package io.sallyport.storage.tck;

import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import io.sallyport.storage.Revision;
import io.sallyport.storage.StoreUnavailableException;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stores whose commits are wrong. */
final class WrongWrites {
  private WrongWrites() {}

  /** The last writer wins. */
  static final class LostUpdate extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      CommitResult result = right.commit(commit);
      if (result instanceof CommitResult.Conflict conflict
          && right.get(conflict.key()).isPresent()) {
        List<Write> again = commit.writes().stream().map(this::rebased).toList();
        return right.commit(new Commit(again));
      }
      return result;
    }

    private Write rebased(Write write) {
      Optional<Revision> current = right.get(write.key()).map(Entry::revision);
      return write instanceof Write.Replace replace && current.isPresent()
          ? new Write.Replace(write.key(), replace.value(), current.get())
          : write;
    }
  }

  /** Creates what is there already. */
  static final class ExpectationIgnored extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      return right.commit(
          new Commit(
              commit.writes().stream()
                  .map(
                      write ->
                          write instanceof Write.Create create
                              ? right
                                  .get(write.key())
                                  .<Write>map(
                                      entry ->
                                          new Write.Replace(
                                              write.key(), create.value(), entry.revision()))
                                  .orElse(write)
                              : write)
                  .toList()));
    }
  }

  /** Is gone for everybody once a thread that uses it was interrupted, as Java's file channels. */
  static final class ClosedByInterrupt extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      if (Thread.currentThread().isInterrupted()) {
        close();
      }
      return right.commit(commit);
    }
  }

  /** Makes the writes of a commit one by one. */
  static final class HalfCommit extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      CommitResult last = right.commit(Commit.of(commit.writes().get(0)));
      for (Write write : commit.writes().subList(1, commit.writes().size())) {
        if (last instanceof CommitResult.Committed) {
          pause();
          last = right.commit(Commit.of(write));
        }
      }
      return last;
    }
  }

  /** Shows what a commit is about to write, even if it is refused. */
  static final class DirtyRead extends Wrong {
    private final Map<Key, Bytes> uncommitted = new ConcurrentHashMap<>();

    @Override
    public CommitResult commit(Commit commit) {
      for (Write write : commit.writes()) {
        if (write instanceof Write.Replace replace) {
          uncommitted.put(write.key(), replace.value());
        }
      }
      pause();
      CommitResult result = right.commit(commit);
      commit.writes().forEach(write -> uncommitted.remove(write.key()));
      return result;
    }

    @Override
    public Optional<Entry> get(Key key) {
      pause();
      return right
          .get(key)
          .map(e -> new Entry(key, uncommitted.getOrDefault(key, e.value()), e.revision()));
    }
  }

  /** Answers a failed commit as if it had been made. */
  static final class SwallowedFailure extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      try {
        return right.commit(commit);
      } catch (RuntimeException e) {
        return new CommitResult.Committed(new Revision(1));
      }
    }
  }

  /** Says that nothing happened of a commit that it made, if it was closed meanwhile. */
  static final class UnavailableThoughMade extends Wrong {
    private volatile boolean closed;

    UnavailableThoughMade(IamStore kept) {
      super(kept);
    }

    @Override
    public CommitResult commit(Commit commit) {
      CommitResult result = right.commit(commit);
      pause();
      if (closed) {
        throw new StoreUnavailableException("the store is closed");
      }
      return result;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Names, in a conflict, whatever key comes first. */
  static final class WrongKeyNamed extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      return right.commit(commit) instanceof CommitResult.Committed committed
          ? committed
          : new CommitResult.Conflict(commit.writes().get(0).key());
    }
  }

  /** Numbers the versions of each key from one. */
  static final class VersionPerKey extends Wrong {
    private static final Bytes VALUE = Bytes.utf8("value");
    private final Map<Key, Revision> versions = new ConcurrentHashMap<>();

    @Override
    public CommitResult commit(Commit commit) {
      Write write = commit.writes().get(0);
      Optional<Revision> current = Optional.ofNullable(versions.get(write.key()));
      if (write instanceof Write.Delete) {
        versions.remove(write.key());
        return new CommitResult.Committed(new Revision(current.orElseThrow().value() + 1));
      }
      Revision next = new Revision(current.map(Revision::value).orElse(0L) + 1);
      versions.put(write.key(), next);
      return new CommitResult.Committed(next);
    }

    @Override
    public Optional<Entry> get(Key key) {
      return Optional.ofNullable(versions.get(key)).map(r -> new Entry(key, VALUE, r));
    }
  }

  /** Keeps values as text. */
  static final class ValuesAsText extends Wrong {
    @Override
    public Optional<Entry> get(Key key) {
      return right.get(key).map(ValuesAsText::asText);
    }

    @Override
    public Page list(KeyRange range, int limit) {
      Page page = right.list(range, limit);
      List<Entry> entries = page.entries().stream().map(ValuesAsText::asText).toList();
      return new Page(entries, page.complete(), page.cursor());
    }

    private static Entry asText(Entry entry) {
      String text = entry.value().text();
      String cut = text.substring(0, Math.min(text.length(), 10_000));
      return new Entry(entry.key(), Bytes.utf8(cut), entry.revision());
    }
  }

  /** Makes its commits in memory, and writes them when it is closed. */
  static final class WrittenWhenClosed extends Wrong {
    private final IamStore disk;
    private final List<Commit> made = new ArrayList<>();

    WrittenWhenClosed(IamStore disk) {
      this.disk = disk;
    }

    @Override
    public synchronized CommitResult commit(Commit commit) {
      CommitResult result = right.commit(commit);
      if (result instanceof CommitResult.Committed) {
        made.add(commit);
      }
      return result;
    }

    @Override
    public synchronized void close() {
      made.forEach(disk::commit);
      super.close();
    }
  }
}
