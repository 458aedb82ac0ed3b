/** Finds what is valid in a policy, but hardly meant. */
@NullMarked
package io.sallyport.policy.lint;

import org.jspecify.annotations.NullMarked;
