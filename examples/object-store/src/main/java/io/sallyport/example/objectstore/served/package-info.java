/**
 * What the store answers itself, behind the door and before S3Proxy: bucket policies, tags, access
 * control lists, whose buckets are. Each noun of S3's has a class.
 */
@NullMarked
package io.sallyport.example.objectstore.served;

import org.jspecify.annotations.NullMarked;
