/** The JSON texts of policies, and the places of their parts. Exported to core alone. */
@NullMarked
package io.sallyport.policy.source;

import org.jspecify.annotations.NullMarked;
