package io.sallyport.gate;

import static java.util.Objects.requireNonNull;

import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;
import io.sallyport.s3.S3Request;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a host asks about by itself: a misspelt action or resource would match what {@code *} does.
 */
final class PermissionName {
  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]+:[A-Za-z0-9]+");

  private static final String S3 = "s3:";

  private PermissionName() {}

  /**
   * Requires names, not patterns.
   *
   * @throws InvalidInputException if either is none
   */
  static void require(String action, String resource) {
    requireNonNull(action, "action");
    requireNonNull(resource, "resource");
    if (!ACTION.matcher(action).matches()) {
      throw new InvalidInputException("action", action, "like s3:GetObject");
    }
    boolean isOfS3 = action.regionMatches(true, 0, S3, 0, S3.length());
    Set<String> needed = isOfS3 ? S3Request.actions(action.substring(S3.length())) : Set.of();
    if (!needed.isEmpty() && needed.stream().noneMatch(action::equalsIgnoreCase)) {
      String actions = new TreeSet<>(needed).toString();
      throw new InvalidInputException(
          "action", action, "an action: the operation of that name is decided by " + actions);
    }
    if (!resource.equals("*")) {
      try {
        Arn unused = Arn.parse(resource);
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException("resource", resource, "an ARN, or *");
      }
    }
  }
}
