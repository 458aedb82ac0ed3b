/** Internal: from a signed request to the principal that signed it. */
@NullMarked
package io.sallyport.authenticate;

import org.jspecify.annotations.NullMarked;
