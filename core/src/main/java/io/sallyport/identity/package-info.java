/** What roles and users have in common: paths, inline policies, and pages of a list. */
@NullMarked
package io.sallyport.identity;

import org.jspecify.annotations.NullMarked;
