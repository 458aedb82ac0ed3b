package io.sallyport.managed;

/** What a managed policy is to who has it. */
public enum PolicyUsage {
  /** It says what may be done. */
  PERMISSIONS,
  /** It says what may be done at most. */
  BOUNDARY
}
