package io.sallyport.policy.eval;

/** Says whether a resource matches: one pattern, or a statement's whole list. */
interface ResourceMatcher {

  boolean matches(String resource, RequestContext context);
}
