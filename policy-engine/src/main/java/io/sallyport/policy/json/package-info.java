/** Policy documents as JSON: a reader that reports every problem at once, and a writer. */
@NullMarked
package io.sallyport.policy.json;

import org.jspecify.annotations.NullMarked;
