package io.sallyport.storage.tck;

import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stores that are wrong in what a commit expects and does not write. */
final class WrongExpectations {
  private WrongExpectations() {}

  /** Makes the writes, whatever is expected beside them. */
  static final class Ignored extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      return right.commit(new Commit(commit.changes()));
    }
  }

  /** Ignores that a key is to be absent. */
  static final class AbsenceIgnored extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      return right.commit(
          new Commit(
              commit.writes().stream()
                  .filter(write -> !(write instanceof Write.ExpectAbsent))
                  .toList()));
    }
  }

  /** Takes any revision for the one that is expected, if only the key is there. */
  static final class AnyRevision extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      return right.commit(new Commit(commit.writes().stream().map(this::rebased).toList()));
    }

    private Write rebased(Write write) {
      Optional<Entry> now = right.get(write.key());
      return write instanceof Write.Expect && now.isPresent()
          ? new Write.Expect(write.key(), now.get().revision())
          : write;
    }
  }

  /** Looks at what is expected before the transaction begins, not in it. */
  static final class CheckedBefore extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      for (Write write : commit.writes()) {
        if (!right.get(write.key()).map(Entry::revision).equals(write.expectation())) {
          return new CommitResult.Conflict(write.key());
        }
      }
      pause();
      return right.commit(new Commit(commit.changes()));
    }
  }

  /** Writes what is there once more, to see that it is as expected. */
  static final class Rewritten extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      return right.commit(new Commit(commit.writes().stream().map(this::rewriting).toList()));
    }

    private Write rewriting(Write write) {
      Optional<Entry> now = right.get(write.key());
      return write instanceof Write.Expect expect && now.isPresent()
          ? new Write.Replace(write.key(), now.get().value(), expect.expected())
          : write;
    }
  }

  /** Takes for a deletion whatever has no value. */
  static final class Deleted extends Wrong {
    @Override
    public CommitResult commit(Commit commit) {
      List<Write> writes = new ArrayList<>();
      for (Write write : commit.writes()) {
        writes.add(
            write instanceof Write.Expect expect
                ? new Write.Delete(expect.key(), expect.expected())
                : write);
      }
      return right.commit(new Commit(writes));
    }
  }
}
