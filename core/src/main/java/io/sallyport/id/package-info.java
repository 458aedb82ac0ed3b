/** Internal: random names and secrets. */
@NullMarked
package io.sallyport.id;

import org.jspecify.annotations.NullMarked;
