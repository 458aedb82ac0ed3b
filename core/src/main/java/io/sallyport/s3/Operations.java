package io.sallyport.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of operations, read from {@code operations.txt}. What is not in it can't be asked. */
final class Operations {
  static final List<Operation> ALL = load();

  private static final Map<Level, Map<String, List<Operation>>> BY_LEVEL_AND_METHOD =
      ALL.stream()
          .collect(
              Collectors.groupingBy(Operation::level, Collectors.groupingBy(Operation::method)));

  private Operations() {}

  /** The one operation that these parameters ask for. */
  static Optional<Operation> find(
      String method, Level level, Set<String> names, Set<String> pairs) {
    return BY_LEVEL_AND_METHOD
        .getOrDefault(level, Map.of())
        .getOrDefault(method, List.of())
        .stream()
        .filter(operation -> operation.matches(method, level, names, pairs))
        .findFirst();
  }

  private static List<Operation> load() {
    try (InputStream in = Operations.class.getResourceAsStream("operations.txt")) {
      return read(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Operation> read(String table) {
    List<Operation> operations = new ArrayList<>();
    Level level = Level.SERVICE;
    for (String line : table.lines().toList()) {
      if (line.startsWith("[")) {
        level = Level.valueOf(line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT));
      } else if (!line.startsWith("#")) {
        operations.add(row(level, line.split("\\|", -1)));
      }
    }
    return List.copyOf(operations);
  }

  private static Operation row(Level level, String[] columns) {
    return new Operation(
        columns[0].strip(),
        columns[1].strip(),
        level,
        words(columns[2]).collect(Collectors.toUnmodifiableSet()),
        words(columns[3]).collect(Collectors.toUnmodifiableSet()),
        words(columns[4]).map("s3:"::concat).toList(),
        words(columns[5]).map("s3:"::concat).toList());
  }

  private static Stream<String> words(String column) {
    return Stream.of(column.strip().split(" ", -1)).filter(word -> !word.isEmpty());
  }
}
