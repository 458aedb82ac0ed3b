package io.sallyport.policy.eval;

import io.sallyport.policy.match.ResourceMatcher;

/**
 * A statement that an index finds, and the part of its resources that it is found by.
 *
 * @param order the rule's place among those that are indexed
 */
record Candidate(int order, PlacedStatement placed, ResourceMatcher resource) {}
