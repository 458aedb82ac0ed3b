/** The files that objects of any key are kept as, and how they are listed. */
@NullMarked
package io.sallyport.example.objectstore.names;

import org.jspecify.annotations.NullMarked;
