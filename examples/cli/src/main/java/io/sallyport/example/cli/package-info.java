/** The command line: all of IAM over a store or a server; decisions of policies in files. */
@NullMarked
package io.sallyport.example.cli;

import org.jspecify.annotations.NullMarked;
