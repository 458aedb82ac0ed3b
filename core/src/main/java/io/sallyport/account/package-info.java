/** What one account holds, and what is its own: its root user and its alias. */
@NullMarked
package io.sallyport.account;

import org.jspecify.annotations.NullMarked;
