/** Core over real stores: killed, shared by two instances, cut off, and large. */
@NullMarked
package io.sallyport.durable;

import org.jspecify.annotations.NullMarked;
