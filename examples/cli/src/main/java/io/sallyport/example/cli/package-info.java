/** The command line: simulate, explain and lint policies. */
@NullMarked
package io.sallyport.example.cli;

import org.jspecify.annotations.NullMarked;
