/** Browsers' forms that post an object: what they say, and the policy that its signer wrote. */
@NullMarked
package io.sallyport.post;

import org.jspecify.annotations.NullMarked;
