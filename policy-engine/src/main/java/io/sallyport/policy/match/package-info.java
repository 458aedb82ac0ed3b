/**
 * How patterns and values of a policy are compared with what a request has. For the packages beside
 * it; not exported.
 */
@NullMarked
package io.sallyport.policy.match;

import org.jspecify.annotations.NullMarked;
