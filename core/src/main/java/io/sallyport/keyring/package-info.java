/** Internal: the ring of keys that seal tokens and encrypt secrets. */
@NullMarked
package io.sallyport.keyring;

import org.jspecify.annotations.NullMarked;
