/** Groups of users, which have the policies of their groups besides their own. */
@NullMarked
package io.sallyport.group;

import org.jspecify.annotations.NullMarked;
