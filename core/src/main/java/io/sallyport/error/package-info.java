/** What can go wrong: unchecked, sealed, few; each error knows its AWS code and HTTP status. */
@NullMarked
package io.sallyport.error;

import org.jspecify.annotations.NullMarked;
