package io.sallyport.policy.match;

/** Says whether a resource matches: one pattern, or a statement's whole list. */
public interface ResourceMatcher {

  /** Whether it does. */
  boolean matches(String resource, Facts facts);
}
