/** The JSON texts of policies, and the places of their parts. Not exported. */
@NullMarked
package io.sallyport.policy.source;

import org.jspecify.annotations.NullMarked;
