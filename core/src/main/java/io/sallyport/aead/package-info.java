/** Internal: authenticated encryption. */
@NullMarked
package io.sallyport.aead;

import org.jspecify.annotations.NullMarked;
