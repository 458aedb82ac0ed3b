/** The master key, which wraps all other keys. */
@NullMarked
package io.sallyport.keyring;

import org.jspecify.annotations.NullMarked;
