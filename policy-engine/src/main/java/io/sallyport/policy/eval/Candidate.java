package io.sallyport.policy.eval;

/**
 * A rule that an index finds, and the part of its resources that it is found by.
 *
 * @param order the rule's place among those that are indexed
 */
record Candidate(int order, Rule rule, ResourceMatcher resource) {}
