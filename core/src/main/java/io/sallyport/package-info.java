/** Sallyport: IAM roles, STS and access decisions in the process of an object store. */
@NullMarked
package io.sallyport;

import org.jspecify.annotations.NullMarked;
