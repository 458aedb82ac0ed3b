/**
 * Says why a request was decided as it was: what the evaluator wrote down, for people and programs.
 */
@NullMarked
package io.sallyport.policy.explain;

import org.jspecify.annotations.NullMarked;
