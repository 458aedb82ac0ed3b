/** Internal: sessions and the tokens that carry them. */
@NullMarked
package io.sallyport.session;

import org.jspecify.annotations.NullMarked;
