package io.sallyport.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Moves entries between any two stores, as they are: secrets stay wrapped, so that the new store
 * needs the same master key, and must not have been opened by Sallyport before, which gives it a
 * key ring of its own. Revisions and cursors are not moved.
 *
 * <p>Both ways can be resumed. An export of {@code range.after(lastKey)} goes on where another
 * ended; each is a file by itself, imported in any order. An import may be run again after it
 * failed: what is already there, with the same value, is passed over.
 */
public final class StoreTransfer {
  private static final int PAGE = 500;

  /** How often in a row a commit may bring nothing new. */
  private static final int ATTEMPTS = 5;

  private StoreTransfer() {}

  /**
   * What an export wrote.
   *
   * @param changedMeanwhile how many changes were made while it ran: if there were any, the export
   *     does not show one state of the store, and is best made again when nobody writes
   */
  public record Exported(long entries, long changedMeanwhile) {}

  /**
   * What an import did.
   *
   * @param created entries that were absent; a commit whose answer was lost counts here if all of
   *     its entries are there afterwards, by one commit
   * @param alreadyThere entries that the store had, with the same value
   * @param different the keys, up to 1,000, that the store has with another value; left as they
   *     are. If the key ring is one of them, what was imported can't be read.
   */
  public record Imported(long created, long alreadyThere, List<Key> different) {
    static final int MOST_DIFFERENT = 1_000;

    public Imported {
      different = List.copyOf(different);
    }
  }

  /**
   * Writes the entries of a range, in key order. Does not close the stream.
   *
   * @throws IOException if the stream can't be written
   * @throws StoreUnavailableException if the store can't be asked, or what changed meanwhile is not
   *     known
   * @throws InterruptedException if the thread was interrupted
   */
  public static Exported export(IamStore from, KeyRange range, OutputStream to)
      throws IOException, InterruptedException {
    EntryWriter writer = new EntryWriter(to);
    Page page = from.list(range, PAGE);
    Cursor start = page.cursor();
    writeAll(page, writer);
    while (!page.complete()) {
      page = from.list(range.after(page.entries().get(page.entries().size() - 1).key()), PAGE);
      writeAll(page, writer);
    }
    writer.end();
    return new Exported(writer.entries(), changesSince(from, range, start));
  }

  /**
   * Creates the entries of an export, each if it is absent, a few in each commit. Does not close
   * the stream.
   *
   * @throws IOException if the stream can't be read, is no export, is damaged or cut short; part of
   *     what came before was imported
   * @throws StoreException if the store can't be asked, or contradicts itself; part was imported
   */
  public static Imported importInto(IamStore to, InputStream from) throws IOException {
    EntryReader reader = new EntryReader(from);
    Import target = new Import(to);
    List<Write.Create> batch = new ArrayList<>();
    int length = 0;
    for (Optional<Write.Create> next = reader.next(); next.isPresent(); next = reader.next()) {
      Write.Create create = next.get();
      int added = create.key().encoded().length + create.value().length();
      if (batch.size() == Commit.MAX_WRITES || length + added > Commit.MAX_LENGTH) {
        target.make(batch);
        batch.clear();
        length = 0;
      }
      batch.add(create);
      length += added;
    }
    target.make(batch);
    return target.result();
  }

  private static void writeAll(Page page, EntryWriter writer) throws IOException {
    for (Entry entry : page.entries()) {
      writer.write(entry);
    }
  }

  private static long changesSince(IamStore store, KeyRange range, Cursor start)
      throws InterruptedException {
    try (Watch watch = store.watch(range, start)) {
      for (long changes = 0; ; changes++) {
        WatchEvent event = watch.next();
        if (event instanceof WatchEvent.Progress) {
          return changes;
        }
        if (event instanceof WatchEvent.Lost lost) {
          throw new StoreUnavailableException(
              "what changed during the export is not known: " + lost.reason());
        }
      }
    }
  }

  /** Creates entries, commit by commit. */
  private static final class Import {
    private static final String CONTRADICTION =
        "the store refuses to create entries that it says are absent";

    private final IamStore store;
    private final List<Key> different = new ArrayList<>();
    private long created;
    private long alreadyThere;

    Import(IamStore store) {
      this.store = store;
    }

    Imported result() {
      return new Imported(created, alreadyThere, different);
    }

    /** Tries the commit; whenever it isn't made for sure, what is there by now is left out. */
    void make(List<Write.Create> batch) {
      List<Write.Create> missing = List.copyOf(batch);
      Optional<StoreException> unknown = Optional.empty();
      for (int fruitless = 0; !missing.isEmpty(); ) {
        try {
          if (store.commit(new Commit(List.copyOf(missing))) instanceof CommitResult.Committed) {
            created += missing.size();
            return;
          }
        } catch (OutcomeUnknownException e) {
          unknown = Optional.of(e);
        }
        if (unknown.isPresent() && wereMadeTogether(missing)) {
          created += missing.size();
          return;
        }
        List<Write.Create> still = missing.stream().filter(this::isMissing).toList();
        if (still.size() < missing.size()) {
          // Another made some, so that the commit of all of them can't be made any more.
          unknown = Optional.empty();
          fruitless = 0;
        } else if (++fruitless == ATTEMPTS) {
          throw unknown.orElseGet(() -> new StoreUnavailableException(CONTRADICTION));
        }
        missing = still;
      }
    }

    /** Whether all are there by one commit: the one whose outcome was not known. */
    private boolean wereMadeTogether(List<Write.Create> creations) {
      Set<Revision> revisions = new HashSet<>();
      for (Write.Create create : creations) {
        Optional<Entry> there = store.get(create.key());
        if (!there.map(Entry::value).equals(Optional.of(create.value()))) {
          return false;
        }
        there.map(Entry::revision).ifPresent(revisions::add);
      }
      return revisions.size() == 1;
    }

    private boolean isMissing(Write.Create create) {
      Optional<Entry> current = store.get(create.key());
      if (current.isEmpty()) {
        return true;
      }
      if (current.get().value().equals(create.value())) {
        alreadyThere++;
      } else if (different.size() < Imported.MOST_DIFFERENT) {
        different.add(create.key());
      }
      return false;
    }
  }
}
