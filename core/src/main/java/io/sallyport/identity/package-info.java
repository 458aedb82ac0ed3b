/** Names, ids, ARNs and limits of what is stored, inline policies, and pages of a list. */
@NullMarked
package io.sallyport.identity;

import org.jspecify.annotations.NullMarked;
