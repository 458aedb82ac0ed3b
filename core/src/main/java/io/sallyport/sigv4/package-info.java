/** Who signed a request: AWS Signature Version 4. */
@NullMarked
package io.sallyport.sigv4;

import org.jspecify.annotations.NullMarked;
