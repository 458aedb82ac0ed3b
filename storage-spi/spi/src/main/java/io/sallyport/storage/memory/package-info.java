/** A store in memory: the reference that the contract is read against, and the one for tests. */
@NullMarked
package io.sallyport.storage.memory;

import org.jspecify.annotations.NullMarked;
