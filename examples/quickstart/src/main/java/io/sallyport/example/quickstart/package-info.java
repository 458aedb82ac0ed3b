/** The shortest program that uses Sallyport. */
@NullMarked
package io.sallyport.example.quickstart;

import org.jspecify.annotations.NullMarked;
