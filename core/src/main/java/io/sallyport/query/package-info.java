/** The AWS Query protocol for IAM and STS: a form in, XML out; no HTTP types. */
@NullMarked
package io.sallyport.query;

import org.jspecify.annotations.NullMarked;
