/**
 * What is kept beside S3Proxy's files: whose a bucket is, its policy, tags and access control list;
 * of an object its tags and access control list. All of it in files that are written whole or not
 * at all.
 */
@NullMarked
package io.sallyport.example.objectstore.kept;

import org.jspecify.annotations.NullMarked;
