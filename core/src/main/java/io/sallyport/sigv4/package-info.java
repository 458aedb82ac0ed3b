/** Who signed a request: AWS Signature Version 4, and of browsers' forms Version 2. */
@NullMarked
package io.sallyport.sigv4;

import org.jspecify.annotations.NullMarked;
