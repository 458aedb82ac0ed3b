/** The master key, which wraps all other keys. */
@NullMarked
package io.sallyport.masterkey;

import org.jspecify.annotations.NullMarked;
