/** Managed policies: their versions, and who has them. */
@NullMarked
package io.sallyport.managed;

import org.jspecify.annotations.NullMarked;
