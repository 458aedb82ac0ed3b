/** Decides requests: layers of compiled policies, a request, and an answer with its reason. */
@NullMarked
package io.sallyport.policy.eval;

import org.jspecify.annotations.NullMarked;
