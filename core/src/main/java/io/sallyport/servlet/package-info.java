/**
 * Stands in front of an S3 server that is a servlet: a filter that answers IAM and STS calls,
 * refuses what is not allowed, and lets the rest through as exactly what was allowed.
 */
@NullMarked
package io.sallyport.servlet;

import org.jspecify.annotations.NullMarked;
