package io.sallyport.policy.eval;

/** The kinds of policy that a decision weighs, in the order in which it names them. */
public enum Layer {
  /** Policies of the caller: inline, managed, of its groups. Their grants add up. */
  IDENTITY,
  /** The caller's permissions boundary: a limit. */
  BOUNDARY,
  /** Policies passed when the session was made: a limit each. */
  SESSION,
  /** The policy of the resource, such as a bucket policy. */
  RESOURCE,
  /** The policy of the role that is to be assumed. */
  TRUST
}
