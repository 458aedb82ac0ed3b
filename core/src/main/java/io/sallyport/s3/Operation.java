package io.sallyport.s3;

import java.util.List;
import java.util.Set;

/**
 * A row of the table of operations.
 *
 * @param name AWS's name for it
 * @param method the HTTP method
 * @param level what it acts on
 * @param isServed whether hosts are asked to do it
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
    boolean isServed,
    Set<String> selectors,
    Set<String> modifiers,
    List<String> actions,
    List<String> versionActions) {

  /** Whether a query asks for it, if the method is its own: all that selects must be known. */
  boolean matches(Query query) {
    if (query.isEmpty()) {
      return selectors.isEmpty();
    }
    for (String selector : selectors) {
      if (!query.has(selector)) {
        return false;
      }
    }
    for (String name : query.selecting()) {
      if (!knows(name)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a parameter of this name counts. */
  boolean knows(String name) {
    return modifiers.contains(name)
        || (name.equals(S3Parameters.VERSION_ID) && !versionActions.isEmpty())
        || isSelectedBy(name);
  }

  /** Whether a parameter of this name must be there. */
  boolean isSelectedBy(String name) {
    return selectors.stream().anyMatch(s -> s.equals(name) || s.startsWith(name + "="));
  }
}
