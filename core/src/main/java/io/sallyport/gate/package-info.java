/** Internal: the two doors: who sent a request, with which facts, and whether it may. */
@NullMarked
package io.sallyport.gate;

import org.jspecify.annotations.NullMarked;
