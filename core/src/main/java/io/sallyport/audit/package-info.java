/** What a host may record: every decision, as it is made. */
@NullMarked
package io.sallyport.audit;

import org.jspecify.annotations.NullMarked;
