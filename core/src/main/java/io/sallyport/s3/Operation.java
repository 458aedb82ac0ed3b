package io.sallyport.s3;

import java.util.List;
import java.util.Set;

/**
 * A row of the table of operations.
 *
 * @param name AWS's name for it
 * @param method the HTTP method
 * @param level what it acts on
 * @param selectors the parameters that must be there; some stand as {@code name=value}
 * @param modifiers the parameters that may be there
 * @param actions what must be allowed
 * @param versionActions what must be allowed instead if there is a {@code versionId}; empty if the
 *     operation takes none
 */
record Operation(
    String name,
    String method,
    Level level,
    Set<String> selectors,
    Set<String> modifiers,
    List<String> actions,
    List<String> versionActions) {

  /** Whether these parameters, given as names and as {@code name=value}, ask for it. */
  boolean matches(String askedMethod, Level askedLevel, Set<String> names, Set<String> pairs) {
    return method.equals(askedMethod)
        && level == askedLevel
        && selectors.stream()
            .allMatch(selector -> names.contains(selector) || pairs.contains(selector))
        && names.stream().allMatch(this::knows);
  }

  private boolean knows(String name) {
    return modifiers.contains(name)
        || (name.equals("versionId") && !versionActions.isEmpty())
        || selectors.stream().anyMatch(s -> s.equals(name) || s.startsWith(name + "="));
  }
}
