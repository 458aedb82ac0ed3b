/** The head of an HTTP request, as it came over the wire. */
@NullMarked
package io.sallyport.http;

import org.jspecify.annotations.NullMarked;
