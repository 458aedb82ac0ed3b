/** An S3 object store whose doors Sallyport keeps. */
@NullMarked
package io.sallyport.example.objectstore;

import org.jspecify.annotations.NullMarked;
