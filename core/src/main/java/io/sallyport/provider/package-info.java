/** OpenID Connect providers, whose word for who somebody is counts. */
@NullMarked
package io.sallyport.provider;

import org.jspecify.annotations.NullMarked;
