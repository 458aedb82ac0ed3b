/** What an S3 request asks for: its operation, bucket, key and the permissions that it needs. */
@NullMarked
package io.sallyport.s3;

import org.jspecify.annotations.NullMarked;
