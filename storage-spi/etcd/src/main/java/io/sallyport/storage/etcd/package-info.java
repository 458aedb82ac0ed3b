/** A store over etcd, for several processes. */
@NullMarked
package io.sallyport.storage.etcd;

import org.jspecify.annotations.NullMarked;
