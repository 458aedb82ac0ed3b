/** Accounts and users that a file describes. */
@NullMarked
package io.sallyport.example.objectstore.users;

import org.jspecify.annotations.NullMarked;
