/** A host's buckets: whose they are, and what they say of who may use them. */
@NullMarked
package io.sallyport.bucket;

import org.jspecify.annotations.NullMarked;
