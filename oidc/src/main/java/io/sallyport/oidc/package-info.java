/** OpenID Connect: tokens that say who someone is, verified with the keys of who says so. */
@NullMarked
package io.sallyport.oidc;

import org.jspecify.annotations.NullMarked;
