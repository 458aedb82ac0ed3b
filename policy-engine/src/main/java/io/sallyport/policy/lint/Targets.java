package io.sallyport.policy.lint;

import io.sallyport.policy.Patterns;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the resources of a statement, taken together, may be. */
final class Targets {
  private final Set<String> services = new HashSet<>();
  private final boolean hasEverything;
  private final boolean mayBeObjects;
  private final boolean mayBeBuckets;

  Targets(Patterns resources) {
    List<String> values = resources.values();
    this.hasEverything = values.contains("*");
    this.mayBeObjects = values.stream().anyMatch(Targets::mayBeObject);
    this.mayBeBuckets = values.stream().anyMatch(Targets::mayBeBucket);
    for (String each : values) {
      String[] parts = each.split(":", 6);
      services.add(parts.length > 2 ? parts[2] : "");
    }
  }

  /** STS acts on the roles and users of IAM. */
  boolean mayBeOf(String service) {
    return hasEverything
        || services.contains(service)
        || (service.equals("sts") && services.contains("iam"));
  }

  boolean mayBeObjects() {
    return mayBeObjects;
  }

  boolean mayBeBuckets() {
    return mayBeBuckets;
  }

  private static boolean mayBeObject(String resource) {
    String name = resource.substring(resource.lastIndexOf(':') + 1);
    return name.contains("/") || name.contains("*") || name.contains("?") || name.contains("${");
  }

  private static boolean mayBeBucket(String resource) {
    String[] parts = resource.split(":", 6);
    String name = parts[parts.length - 1];
    int slash = name.indexOf('/');
    int star = name.indexOf('*');
    int variable = name.indexOf("${");
    boolean wildBefore = (star >= 0 && star < slash) || (variable >= 0 && variable < slash);
    boolean accessPoint = name.startsWith("accesspoint/") && !name.contains("/object/");
    return slash < 0 || parts.length < 6 || accessPoint || (wildBefore && name.endsWith("*"));
  }
}
