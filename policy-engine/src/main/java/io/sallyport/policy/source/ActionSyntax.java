package io.sallyport.policy.source;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an action must look like: {@code *}, or a service prefix without wildcards and a name. Both
 * are ASCII, of which AWS takes any in a name: they are compared in lower case, where some other
 * letters become ASCII ones.
 */
public final class ActionSyntax {
  private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern NAME = Pattern.compile("[ -~]+");

  private ActionSyntax() {}

  /** What should have been there instead; empty if nothing is wrong. */
  public static Optional<String> problem(String action) {
    if (action.equals("*")) {
      return Optional.empty();
    }
    int colon = action.indexOf(':');
    if (colon < 0 || colon == action.length() - 1 || action.indexOf(':', colon + 1) >= 0) {
      return Optional.of("\"*\" or service:name, and not " + Printable.quote(action));
    }
    if (!SERVICE.matcher(action.substring(0, colon)).matches()) {
      return Optional.of("a service prefix without wildcards in " + Printable.quote(action));
    }
    return NAME.matcher(action.substring(colon + 1)).matches()
        ? Optional.empty()
        : Optional.of("a name of printable ASCII characters in " + Printable.quote(action));
  }
}
