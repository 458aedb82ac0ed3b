/**
 * Internal: what goes over the wire: percent-encoding, forms, XML; whose turn it is to pass a body
 * on.
 */
@NullMarked
package io.sallyport.wire;

import org.jspecify.annotations.NullMarked;
