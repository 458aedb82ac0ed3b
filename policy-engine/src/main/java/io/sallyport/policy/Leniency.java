package io.sallyport.policy;

/** What the reader may let pass although AWS doesn't. None is on unless asked for by name. */
public enum Leniency {
  /**
   * Ceph's clients write a Principal into identity policies. With this, the reader accepts and
   * ignores it; lint reports it.
   */
  PRINCIPAL_IN_IDENTITY_POLICY
}
