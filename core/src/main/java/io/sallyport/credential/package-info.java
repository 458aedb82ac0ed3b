/** What a caller proves itself with: access keys, secrets and session tokens. */
@NullMarked
package io.sallyport.credential;

import org.jspecify.annotations.NullMarked;
