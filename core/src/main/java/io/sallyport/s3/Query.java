package io.sallyport.s3;

import io.sallyport.error.S3RequestException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A query as it came, without what is a header or proves who sent it. S3's sub-resources select the
 * operation; what the operation takes counts; the rest is ignored, and no host is asked with it.
 */
final class Query {
  private static final Set<String> SUBRESOURCES = Set.copyOf(Listed.in("subresources.txt"));
  private static final Map<String, String> BY_LOWER_CASE =
      SUBRESOURCES.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  name -> name.toLowerCase(Locale.ROOT), Function.identity()));

  private static final Query NONE = new Query(Map.of(), Set.of());

  private final Map<String, List<String>> values;
  private final Set<String> selecting;

  private Query(Map<String, List<String>> values, Set<String> selecting) {
    this.values = values;
    this.selecting = selecting;
  }

  /** A header {@code x-amz-copy-source} selects as a sub-resource does. */
  static Query of(Map<String, List<String>> query, RequestHeaders headers) {
    if (query.isEmpty() && headers.value(RequestHeaders.COPY_SOURCE).isEmpty()) {
      return NONE;
    }
    Map<String, List<String>> values = new TreeMap<>();
    query.forEach(
        (name, given) -> {
          if (!RequestHeaders.isHeader(name)) {
            values.put(requireSpelling(name), given);
          }
        });
    Set<String> selecting = new TreeSet<>(values.keySet());
    selecting.retainAll(SUBRESOURCES);
    headers
        .value(RequestHeaders.COPY_SOURCE)
        .ifPresent(s -> selecting.add(RequestHeaders.COPY_SOURCE));
    return new Query(values, selecting);
  }

  /** To S3, {@code ?ACL} is no sub-resource; but who says so hardly means the object itself. */
  private static String requireSpelling(String name) {
    String known = BY_LOWER_CASE.get(name.toLowerCase(Locale.ROOT));
    if (known != null && !known.equals(name)) {
      throw S3RequestException.invalidArgument("the parameter", name, "spelt " + known);
    }
    return name;
  }

  /** Whether it says nothing. */
  boolean isEmpty() {
    return values.isEmpty() && selecting.isEmpty();
  }

  /** The names that select what is meant, in order. */
  Set<String> selecting() {
    return selecting;
  }

  /** Whether a selector of the table, {@code name} or {@code name=value}, is there. */
  boolean has(String selector) {
    int equals = selector.indexOf('=');
    return equals < 0
        ? values.containsKey(selector) || selecting.contains(selector)
        : values
            .getOrDefault(selector.substring(0, equals), List.of())
            .contains(selector.substring(equals + 1));
  }

  /** The parameters that count for an operation. */
  S3Parameters of(Operation operation) {
    if (values.isEmpty()) {
      return S3Parameters.NONE;
    }
    Map<String, String> counting = new TreeMap<>();
    values.forEach(
        (name, given) -> {
          if (operation.knows(name)) {
            counting.put(name, single(name, given));
          }
        });
    return new S3Parameters(counting);
  }

  private static String single(String name, List<String> given) {
    if (given.size() != 1) {
      throw S3RequestException.invalidArgument("the parameter", name, "given once");
    }
    return given.get(0);
  }
}
