/** Internal: the operations of IAM and STS, a row each. */
@NullMarked
package io.sallyport.operation;

import org.jspecify.annotations.NullMarked;
