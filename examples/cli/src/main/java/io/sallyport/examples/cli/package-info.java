/** The command line: simulate, explain and lint policies. */
@NullMarked
package io.sallyport.examples.cli;

import org.jspecify.annotations.NullMarked;
