package io.sallyport.storage;

/** The answer to a {@link Commit}. */
public sealed interface CommitResult {

  /** All the writes were made, at this revision. */
  record Committed(Revision revision) implements CommitResult {}

  /** Nothing was written: what the commit expected of this key was wrong. */
  record Conflict(Key key) implements CommitResult {}
}
