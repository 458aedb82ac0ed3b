package io.sallyport.gate;

import static java.util.Objects.requireNonNull;

import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * What a host asks about by itself: a misspelt action or resource would match what {@code *} does.
 */
final class PermissionName {
  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]+:[A-Za-z0-9]+");

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
    if (!resource.equals("*")) {
      try {
        Arn unused = Arn.parse(resource);
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException("resource", resource, "an ARN, or *");
      }
    }
  }
}
