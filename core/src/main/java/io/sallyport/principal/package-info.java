/** Who calls: a caller, its policies, and the host's own directory of users. */
@NullMarked
package io.sallyport.principal;

import org.jspecify.annotations.NullMarked;
