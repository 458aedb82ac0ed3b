/** Reaches what S3Proxy keeps private to its package. */
package org.gaul.s3proxy;
