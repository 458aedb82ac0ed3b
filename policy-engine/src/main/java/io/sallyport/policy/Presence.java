package io.sallyport.policy;

/** What a condition makes of a key that isn't there. */
public enum Presence {
  /** Judged by the comparison. */
  REQUIRED,
  /** Holds: the spelling that ends in {@code IfExists}. */
  IF_EXISTS
}
