package io.sallyport.s3;

import io.sallyport.error.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One thing that must be allowed before a request may be carried out.
 *
 * @param action such as {@code s3:GetObject}
 * @param resource the ARN of a bucket or an object, or {@code arn:aws:s3:::*}; a name, never a
 *     pattern, even if a key holds {@code *}
 * @param conditions S3's own condition keys and their values; a key that is absent here is absent
 *     from the request. They may differ between the permissions of one request, as {@code
 *     s3:VersionId} does when several versions are deleted. How many values a key has here does not
 *     tell whether it is a multi-valued one; {@link #isMultivalued} does
 */
public record Permission(String action, String resource, Map<String, List<String>> conditions) {
  private static final Set<String> MULTIVALUED = Set.of("s3:requestobjecttagkeys");

  public Permission {
    conditions = Map.copyOf(conditions);
  }

  @Override
  public String toString() {
    return Printable.of(action + " on " + resource + " with " + conditions);
  }

  /**
   * Whether a condition key, in any case, is one that has several values by its kind, even in a
   * request that gives it one.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">
   *     Condition keys for Amazon S3</a>
   */
  public static boolean isMultivalued(String key) {
    return MULTIVALUED.contains(key.toLowerCase(Locale.ROOT));
  }
}
