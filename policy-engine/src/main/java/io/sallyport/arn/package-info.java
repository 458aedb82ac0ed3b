/** Amazon Resource Names: names, never patterns. */
@NullMarked
package io.sallyport.arn;

import org.jspecify.annotations.NullMarked;
