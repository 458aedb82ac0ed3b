package io.sallyport.s3;

import io.sallyport.error.S3RequestException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of operations, read from {@code operations.txt}. What is not in it can't be asked. */
final class Operations {
  static final List<Operation> ALL = load();

  /** By operation, in any case: the actions that it needs, of versions too. */
  static final SortedMap<String, Set<String>> ACTIONS =
      ALL.stream()
          .collect(
              Collectors.toMap(
                  Operation::name,
                  row -> Set.copyOf(both(row.actions(), row.versionActions())),
                  (some, others) -> Set.copyOf(both(some, others)),
                  () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));

  private static final Map<Level, Map<String, List<Operation>>> BY_METHOD =
      ALL.stream()
          .collect(
              Collectors.groupingBy(
                  Operation::level,
                  () -> new EnumMap<>(Level.class),
                  Collectors.groupingBy(Operation::method)));

  private static final Set<String> METHODS =
      ALL.stream().map(Operation::method).collect(Collectors.toUnmodifiableSet());

  /** What says only which version, upload or part is meant: it doesn't belong, not the method. */
  private static final Set<String> ONE_OF_MANY = Set.of("versionId", "uploadId", "partNumber");

  private Operations() {}

  /**
   * The one operation that is asked for: of several, the one that the query says most of, such as
   * {@code ?analytics&id=…} and not {@code ?analytics}.
   *
   * @throws S3RequestException in S3's words if there is none
   */
  static Operation find(String method, Level level, Query query) {
    Map<String, List<Operation>> rows = BY_METHOD.getOrDefault(level, Map.of());
    Optional<Operation> best = Optional.empty();
    int selectors = -1;
    for (Operation row : rows.getOrDefault(method, List.of())) {
      if (row.selectors().size() > selectors && row.matches(query)) {
        best = Optional.of(row);
        selectors = row.selectors().size();
      }
    }
    return best.orElseThrow(
        () ->
            none(
                method,
                level,
                query,
                rows.values().stream().flatMap(List::stream).anyMatch(row -> row.matches(query))));
  }

  private static S3RequestException none(
      String method, Level level, Query query, boolean withOtherMethod) {
    if (method.equals("OPTIONS")) {
      return S3RequestException.crossOriginOff();
    }
    boolean isOneOfMany =
        !query.selecting().isEmpty() && ONE_OF_MANY.containsAll(query.selecting());
    if (!METHODS.contains(method) || (withOtherMethod && !isOneOfMany)) {
      return S3RequestException.methodNotAllowed(method);
    }
    return S3RequestException.invalidArgument(
        "the query",
        String.join("&", query.selecting()),
        String.format(
            "one that asks for something that a %s of the %s can do",
            method, level.name().toLowerCase(Locale.ROOT)));
  }

  private static List<Operation> load() {
    List<Operation> operations = new ArrayList<>();
    Level level = Level.SERVICE;
    boolean isServed = true;
    for (String line : Listed.in("operations.txt")) {
      if (line.startsWith("[")) {
        String[] section = line.substring(1, line.length() - 1).split(" ", 2);
        level = Level.valueOf(section[0].toUpperCase(Locale.ROOT));
        isServed = section.length == 1;
      } else {
        operations.add(row(level, isServed, line.split("\\|", -1)));
      }
    }
    return List.copyOf(operations);
  }

  private static Operation row(Level level, boolean isServed, String[] columns) {
    return new Operation(
        columns[0].strip(),
        columns[1].strip(),
        level,
        isServed,
        words(columns[2]).collect(Collectors.toUnmodifiableSet()),
        words(columns[3]).collect(Collectors.toUnmodifiableSet()),
        words(columns[4]).map("s3:"::concat).distinct().toList(),
        words(columns[5]).map("s3:"::concat).toList());
  }

  private static List<String> both(Collection<String> some, Collection<String> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  private static Stream<String> words(String column) {
    return Stream.of(column.strip().split(" ", -1)).filter(word -> !word.isEmpty());
  }
}
