package io.sallyport.operation;

import io.sallyport.error.AwsService;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.UnsupportedActionException;
import io.sallyport.wire.CallXml;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A service of AWS's Query protocol, with the operations that it has here.
 *
 * @param version of its API
 */
record Endpoint(AwsService service, String version, Map<String, Operation<?, ?>> operations) {
  /** What Ceph's documentation calls an operation. */
  private static final Map<String, String> ALIASES = Map.of("UntagRoles", "UntagRole");

  /** An endpoint with the operations of these nouns. */
  static Endpoint of(AwsService service, List<List<Operation<?, ?>>> nouns) {
    return new Endpoint(
        service,
        CallXml.version(name(service)),
        nouns.stream()
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity())));
  }

  /**
   * The same with more operations.
   *
   * @throws IllegalArgumentException if one of them is here already
   */
  Endpoint with(List<Operation<?, ?>> more) {
    Map<String, Operation<?, ?>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(operations);
    for (Operation<?, ?> each : more) {
      boolean isAlias = ALIASES.keySet().stream().anyMatch(each.name()::equalsIgnoreCase);
      if (isAlias || all.put(each.name(), each) != null) {
        throw new IllegalArgumentException(name() + ":" + each.name() + " is here already");
      }
    }
    return new Endpoint(service, version, Map.copyOf(all));
  }

  /** What requests to it are scoped to. */
  String name() {
    return name(service);
  }

  /** What requests to a service are scoped to. */
  static String name(AwsService service) {
    return switch (service) {
      case IAM -> "iam";
      case STS -> "sts";
      case S3 -> "s3";
    };
  }

  String namespace() {
    return CallXml.namespace(name());
  }

  /** Whether a request asks for an operation that needs no signature. */
  boolean isOpen(Parameters parameters) {
    Operation<?, ?> operation = operations.get(parameters.find("Action").orElse(""));
    return operation != null && operation.kind() == Operation.Kind.OPEN;
  }

  /**
   * The operation that a request asks for.
   *
   * @throws UnsupportedActionException if it is not here
   */
  Operation<?, ?> operation(Parameters parameters) {
    String asked = parameters.get("Action");
    String name = ALIASES.getOrDefault(asked, asked);
    Operation<?, ?> operation = operations.get(name);
    if (operation == null) {
      throw new UnsupportedActionException(asked);
    }
    String askedVersion = parameters.find("Version").orElse(version);
    if (!askedVersion.equals(version)) {
      throw new InvalidInputException("Version", askedVersion, version);
    }
    return operation;
  }
}
