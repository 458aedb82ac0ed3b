package io.sallyport.s3;

import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.source.Printable;

/**
 * One thing that must be allowed before a request may be carried out.
 *
 * @param action such as {@code s3:GetObject}
 * @param resource the ARN of a bucket or an object, or {@code arn:aws:s3:::*}; a name, never a
 *     pattern, even if a key holds {@code *}
 * @param conditions S3's own condition keys and their values; a key that is absent here is absent
 *     from the request. They may differ between the permissions of one request, as {@code
 *     s3:VersionId} does when several versions are deleted
 */
public record Permission(String action, String resource, RequestContext conditions) {
  @Override
  public String toString() {
    return Printable.of(action + " on " + resource) + " with " + conditions;
  }
}
