/** What a host may record: decisions, credentials given out, failed proofs, changes. */
@NullMarked
package io.sallyport.audit;

import org.jspecify.annotations.NullMarked;
