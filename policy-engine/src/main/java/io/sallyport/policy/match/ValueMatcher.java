package io.sallyport.policy.match;

/** Compares a request's value with one value of a policy. */
public interface ValueMatcher {

  /** Whether they match, negation left aside. */
  boolean matches(String requestValue, Facts facts);
}
