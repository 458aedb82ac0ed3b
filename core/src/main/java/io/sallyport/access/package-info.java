/** The answer to a signed S3 request: who signed it, what it asks, whether it may. */
@NullMarked
package io.sallyport.access;

import org.jspecify.annotations.NullMarked;
