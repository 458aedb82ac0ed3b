package io.sallyport.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The lines of a request's headers, by name, and those of one name in the order sent. Immutable.
 */
final class HeaderLines {
  private final Line[] lines;

  /** A line, its name in lower case. */
  private record Line(String name, String value) {
    private static final Comparator<Line> BY_NAME =
        (one, other) -> one.name().compareTo(other.name());
  }

  private HeaderLines(Line... lines) {
    this.lines = lines;
  }

  void forEach(BiConsumer<String, String> action) {
    for (Line line : lines) {
      action.accept(line.name(), line.value());
    }
  }

  /** The values of a header of this name, in any case. */
  List<String> values(String name) {
    int from = first(name);
    int end = end(from, name);
    if (from == end) {
      String lower = name.toLowerCase(Locale.ROOT);
      from = first(lower);
      end = end(from, lower);
    }
    return switch (end - from) {
      case 0 -> List.of();
      case 1 -> List.of(lines[from].value());
      default -> Stream.of(lines).skip(from).limit(end - from).map(Line::value).toList();
    };
  }

  /** Where the lines of a name begin, or would. */
  private int first(String lowerCaseName) {
    int from = 0;
    int to = lines.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (lines[middle].name().compareTo(lowerCaseName) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private int end(int from, String lowerCaseName) {
    int end = from;
    while (end < lines.length && lines[end].name().equals(lowerCaseName)) {
      end++;
    }
    return end;
  }

  /** Collects lines. Not thread-safe. */
  static final class Builder {
    private Line[] lines = new Line[16];
    private int count;

    void add(String name, String value) {
      if (count == lines.length) {
        lines = Arrays.copyOf(lines, 2 * count);
      }
      lines[count++] = new Line(name.toLowerCase(Locale.ROOT), value);
    }

    HeaderLines build() {
      Line[] sorted = Arrays.copyOf(lines, count);
      Arrays.sort(sorted, Line.BY_NAME);
      return new HeaderLines(sorted);
    }
  }
}
