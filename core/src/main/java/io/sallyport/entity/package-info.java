/** Internal: how each kind of entity is stored and changed. */
@NullMarked
package io.sallyport.entity;

import org.jspecify.annotations.NullMarked;
