package io.sallyport.operation;

import io.sallyport.error.AwsService;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.UnsupportedActionException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A service of AWS's Query protocol, with the operations that it has here.
 *
 * @param version of its API
 */
record Endpoint(AwsService service, String version, Map<String, Operation<?, ?>> operations) {

  /** An endpoint with the operations of these nouns. */
  static Endpoint of(AwsService service, String version, List<List<Operation<?, ?>>> nouns) {
    return new Endpoint(
        service,
        version,
        nouns.stream()
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity())));
  }

  /** What requests to it are scoped to. */
  String name() {
    return service.name().toLowerCase(Locale.ROOT);
  }

  String namespace() {
    return "https://" + name() + ".amazonaws.com/doc/" + version + "/";
  }

  /**
   * The operation that a request asks for.
   *
   * @throws UnsupportedActionException if it is not here
   */
  Operation<?, ?> operation(Parameters parameters) {
    String name = parameters.get("Action");
    Operation<?, ?> operation = operations.get(name);
    if (operation == null) {
      throw new UnsupportedActionException(name);
    }
    String asked = parameters.find("Version").orElse(version);
    if (!asked.equals(version)) {
      throw new InvalidInputException("Version", asked, version);
    }
    return operation;
  }
}
