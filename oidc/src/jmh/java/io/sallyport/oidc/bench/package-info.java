/** What the verification of a token costs beside that of its signature. */
@NullMarked
package io.sallyport.oidc.bench;

import org.jspecify.annotations.NullMarked;
