/**
 * The storage contract: a small ordered key-value store with revisions, atomic commits and a watch.
 *
 * <p>A backend implements {@link io.sallyport.storage.IamStore}; the rules it keeps are numbered
 * there, and the TCK checks each by its number.
 */
@NullMarked
package io.sallyport.storage;

import org.jspecify.annotations.NullMarked;
