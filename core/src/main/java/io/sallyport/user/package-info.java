/** Users, for hosts that have none of their own, and their access keys. */
@NullMarked
package io.sallyport.user;

import org.jspecify.annotations.NullMarked;
