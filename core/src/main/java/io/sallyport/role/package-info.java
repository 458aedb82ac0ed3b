/** Roles: create, read, change and delete them. */
@NullMarked
package io.sallyport.role;

import org.jspecify.annotations.NullMarked;
