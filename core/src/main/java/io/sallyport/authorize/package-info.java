/** Internal: one decision for one principal, action and resource. */
@NullMarked
package io.sallyport.authorize;

import org.jspecify.annotations.NullMarked;
