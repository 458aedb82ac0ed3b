/** Internal: how roles and users are stored and changed. */
@NullMarked
package io.sallyport.entity;

import org.jspecify.annotations.NullMarked;
