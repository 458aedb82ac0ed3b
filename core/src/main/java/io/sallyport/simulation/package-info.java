/** What policies would decide: the evaluator over requests that nobody made. */
@NullMarked
package io.sallyport.simulation;

import org.jspecify.annotations.NullMarked;
