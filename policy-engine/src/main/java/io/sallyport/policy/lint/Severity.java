package io.sallyport.policy.lint;

/** How much a finding matters. */
public enum Severity {
  /** The statement doesn't do what it says. */
  ERROR,
  /** The statement opens more than most mean to, or leans on what is easily got wrong. */
  WARNING
}
