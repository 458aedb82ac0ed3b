package io.sallyport.identity;

import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.Statement;

/** Whether a bucket's policy is about that bucket: what it grants or denies must be in it. */
final class BucketResources {
  private static final String ARN = "arn:aws:s3:::";

  private BucketResources() {}

  static boolean areOf(String bucket, PolicyDocument policy) {
    return policy.statements().stream().allMatch(each -> areOf(bucket, each));
  }

  /** What a list leaves out is of all buckets. */
  private static boolean areOf(String bucket, Statement statement) {
    return statement.resources().polarity() == Polarity.IN
        && statement.resources().values().stream().allMatch(each -> canBeOf(each, bucket));
  }

  private static boolean canBeOf(String resource, String bucket) {
    if (resource.equals("*")) {
      return true;
    }
    if (!resource.startsWith(ARN)) {
      return false;
    }
    String name = resource.substring(ARN.length());
    int slash = name.indexOf('/');
    return isLike(bucket, slash < 0 ? name : name.substring(0, slash));
  }

  /** Whether a name is like a pattern; takes no more steps than the product of their lengths. */
  private static boolean isLike(String name, String pattern) {
    int at = 0;
    int next = 0;
    int star = -1;
    int afterStar = 0;
    while (at < name.length()) {
      char wanted = next < pattern.length() ? pattern.charAt(next) : '\0';
      if (wanted == '*') {
        star = next++;
        afterStar = at;
      } else if (wanted == '?' || wanted == name.charAt(at)) {
        at++;
        next++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    return pattern.substring(next).chars().allMatch(rest -> rest == '*');
  }
}
