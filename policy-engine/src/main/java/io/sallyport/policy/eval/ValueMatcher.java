package io.sallyport.policy.eval;

/** Compares a request's value with one value of a policy. */
interface ValueMatcher {

  /** Whether they match, negation left aside. */
  boolean matches(String requestValue, RequestContext context);
}
