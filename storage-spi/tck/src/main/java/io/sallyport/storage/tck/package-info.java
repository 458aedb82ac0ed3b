/**
 * The storage contract as JUnit 5 tests. A backend's whole test is one class that extends {@link
 * io.sallyport.storage.tck.IamStoreContract} or, if it outlives its process, {@link
 * io.sallyport.storage.tck.DurableStoreContract}. Each test names the rule of {@link
 * io.sallyport.storage.IamStore} that it checks.
 */
@NullMarked
package io.sallyport.storage.tck;

import org.jspecify.annotations.NullMarked;
