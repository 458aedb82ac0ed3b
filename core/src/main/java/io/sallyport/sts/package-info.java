/** The security token service: temporary credentials. */
@NullMarked
package io.sallyport.sts;

import org.jspecify.annotations.NullMarked;
