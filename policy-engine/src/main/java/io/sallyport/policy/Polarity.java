package io.sallyport.policy;

/**
 * How a statement uses one of its lists: Action or NotAction, Resource or NotResource, and so on.
 */
public enum Polarity {
  /** The statement has no such list. */
  ABSENT,
  /** Matches what is in the list. */
  IN,
  /** Matches what is not in the list: the {@code Not...} spelling. */
  NOT_IN
}
