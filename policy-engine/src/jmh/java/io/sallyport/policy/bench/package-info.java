/** Benchmarks of the policy engine. */
package io.sallyport.policy.bench;
