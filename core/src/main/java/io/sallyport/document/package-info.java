/** Internal: JSON documents in the store, changed by compare-and-swap. */
@NullMarked
package io.sallyport.document;

import org.jspecify.annotations.NullMarked;
