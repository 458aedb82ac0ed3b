/** Internal: what goes over the wire: percent-encoding, forms, XML. */
@NullMarked
package io.sallyport.wire;

import org.jspecify.annotations.NullMarked;
