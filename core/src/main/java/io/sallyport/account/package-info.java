/** Accounts: who owns roles, users and buckets. */
@NullMarked
package io.sallyport.account;

import org.jspecify.annotations.NullMarked;
