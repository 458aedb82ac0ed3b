/**
 * For the tests of whoever embeds Sallyport: {@link io.sallyport.testkit.TestSallyport}, one in
 * memory; {@link io.sallyport.testkit.SettableClock}, which it goes by; {@link
 * io.sallyport.testkit.RequestSigner}, which signs what a client would send. And what a host's own
 * {@link io.sallyport.principal.PrincipalDirectory} and {@link io.sallyport.bucket.BucketDirectory}
 * must keep, as JUnit 5 tests to extend, each of which names the rule that it checks. Not for
 * production: {@code TestSallyport} has a key that everybody knows.
 */
@NullMarked
package io.sallyport.testkit;

import org.jspecify.annotations.NullMarked;
