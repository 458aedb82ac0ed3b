/** A store over JDBC: H2 in a file as the embedded default, PostgreSQL for several processes. */
@NullMarked
package io.sallyport.storage.jdbc;

import org.jspecify.annotations.NullMarked;
