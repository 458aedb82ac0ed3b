/** Takes note of what happens, for the host's sink, without making anybody wait for it. */
@NullMarked
package io.sallyport.journal;

import org.jspecify.annotations.NullMarked;
