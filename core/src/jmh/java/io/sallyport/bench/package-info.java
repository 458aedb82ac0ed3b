/** What the path of a request costs beside its cryptography. */
@NullMarked
package io.sallyport.bench;

import org.jspecify.annotations.NullMarked;
