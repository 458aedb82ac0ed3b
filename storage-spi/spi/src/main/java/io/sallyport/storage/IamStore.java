package io.sallyport.storage;

import java.util.Optional;

/**
 * A small ordered key-value store with revisions, atomic commits and a watch: all that Sallyport
 * asks of a backend. Implementations are thread-safe.
 *
 * <p>A caller's thread that is interrupted harms no other caller.
 *
 * <p>The rules, which the TCK checks by number:
 *
 * <ol>
 *   <li><b>Reads are linearizable.</b> {@link #get} and the first page of {@link #list} answer a
 *       state no older than the last commit that was acknowledged, to anyone, before the call.
 *   <li><b>Commits are atomic.</b> A commit whose expectation is wrong changes nothing and answers
 *       {@link CommitResult.Conflict} with a key whose expectation was wrong; otherwise all its
 *       writes appear at once, at one revision.
 *   <li><b>Revisions grow.</b> One counter serves the whole store: a commit's revision is greater
 *       than that of every commit visible before it. A key that is deleted and created again never
 *       gets an old revision back.
 *   <li><b>Order is bytes.</b> {@link #list} answers keys in the unsigned byte order of {@link
 *       Key#encoded()}, exact in case and spelling whatever the backend's collation.
 *   <li><b>A page is a snapshot.</b> One page shows one state of the store. Following pages may
 *       show later states, but an entry that exists, unchanged, from the first page to the last is
 *       answered exactly once, and no key is answered twice.
 *   <li><b>A page's cursor loses nothing.</b> A watch from {@link Page#cursor()} reports every
 *       change that the page doesn't show.
 *   <li><b>A watch reports at least once.</b> Each (key, revision) that changed in the range after
 *       the cursor is reported at least once, deletions included (intermediate revisions of one key
 *       may be left out if a later one is reported). Never a change that was not committed, and per
 *       key never an older revision after a newer one.
 *   <li><b>A watch proves that it is current.</b> {@link Watch#next()} answers within ten seconds.
 *       A {@link WatchEvent.Progress} promises that every change committed before that call to
 *       {@code next} began was reported.
 *   <li><b>A watch that can't go on says so</b> with {@link WatchEvent.Lost}, forever after: a
 *       cursor too old, a lost connection, a closed store.
 *   <li><b>Failures are told apart.</b> {@link StoreUnavailableException} means that nothing
 *       happened; {@link OutcomeUnknownException} means that a commit may or may not have happened.
 *       Anything else that it throws, and null, is taken for the one or, of a commit, for the
 *       other. A backend never answers a conflict, an absent entry or a commit that it is not sure
 *       of.
 *   <li><b>Limits are kept.</b> Whatever {@link Key}, {@link Bytes} and {@link Commit} accept, the
 *       store accepts; it stores bytes as they are.
 *   <li><b>Closing is clean.</b> After {@link #close()}, which may be called twice and while other
 *       calls run, calls fail with {@link StoreUnavailableException} and watches answer {@link
 *       WatchEvent.Lost}.
 *   <li><b>What was acknowledged stays</b>, in a store that outlives its process: entries and their
 *       revisions, however the process ended. Revisions go on growing, and a cursor from before is
 *       good or {@link WatchEvent.Lost}.
 *   <li><b>What is only expected stays as it is.</b> {@link Write.Expect} and {@link
 *       Write.ExpectAbsent} bind a commit as any write's expectation does (rule 2): what they
 *       expect is so at the very moment at which the writes appear, whatever other commits run
 *       beside it. They change nothing: not the key's revision, nor do watches report it.
 * </ol>
 */
public interface IamStore extends AutoCloseable {

  /**
   * The entry of a key, if there is one (rule 1).
   *
   * @throws StoreUnavailableException if the store can't be asked
   */
  Optional<Entry> get(Key key);

  /**
   * The first entries of a range, in key order (rules 1, 4, 5 and 6).
   *
   * @param limit how many entries to answer, from 1 to 1,000; fewer only if the range has no more
   * @throws StoreUnavailableException if the store can't be asked
   */
  Page list(KeyRange range, int limit);

  /**
   * Makes all the writes, or none (rules 2, 3 and 14).
   *
   * @throws StoreUnavailableException if the store could not be asked, so that nothing happened
   * @throws OutcomeUnknownException if the commit may or may not have happened
   */
  CommitResult commit(Commit commit);

  /**
   * Watches a range for what changed after the cursor (rules 6 to 9). Never throws because the
   * cursor is too old or the store is out of reach: the watch then answers {@link WatchEvent.Lost}.
   */
  Watch watch(KeyRange range, Cursor from);

  /** Frees what the store holds (rule 12). */
  @Override
  void close();
}
