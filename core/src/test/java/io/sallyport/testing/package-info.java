/** What several tests need: a signing client, a clock to set, an installation in memory. */
@NullMarked
package io.sallyport.testing;

import org.jspecify.annotations.NullMarked;
