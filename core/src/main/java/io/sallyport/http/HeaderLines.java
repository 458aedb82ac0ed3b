package io.sallyport.http;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a request's headers, by name, and those of one name in the order sent. Immutable.
 */
final class HeaderLines {
  private final Line[] lines;

  /** Their names, once they were asked for. */
  private volatile @Nullable Set<String> names;

  /** A line, its name in lower case. */
  private record Line(String name, String value) {}

  private HeaderLines(Line... lines) {
    this.lines = lines;
  }

  void forEach(BiConsumer<String, String> action) {
    for (Line line : lines) {
      action.accept(line.name(), line.value());
    }
  }

  /** The names of all lines, in order. */
  Set<String> names() {
    Set<String> known = names;
    if (known == null) {
      Set<String> all = new LinkedHashSet<>();
      forEach((name, value) -> all.add(name));
      known = Collections.unmodifiableSet(all);
      names = known;
    }
    return known;
  }

  /** The values of a header of this name, in any case. */
  List<String> values(String name) {
    int from = 0;
    while (from < lines.length && !isOf(from, name)) {
      from++;
    }
    int end = from;
    while (end < lines.length && isOf(end, name)) {
      end++;
    }
    return switch (end - from) {
      case 0 -> List.of();
      case 1 -> List.of(lines[from].value());
      default -> Stream.of(lines).skip(from).limit(end - from).map(Line::value).toList();
    };
  }

  /**
   * They are few, and most differ from it in length: to pass them all is faster than to search. Not
   * every character that is another's capital is one that a name can have.
   */
  private boolean isOf(int place, String name) {
    String known = lines[place].name();
    return known.equals(name)
        || (known.equalsIgnoreCase(name) && known.equals(HeaderNames.lowerCase(name)));
  }

  /** Collects lines, each in its place. Not thread-safe. */
  static final class Builder {
    private Line[] lines = new Line[16];
    private int count;

    void add(String lowerCaseName, String value) {
      add(new Line(lowerCaseName, value));
    }

    private void add(Line line) {
      if (count == lines.length) {
        lines = Arrays.copyOf(lines, 2 * count);
      }
      int place = isNotBefore(line.name(), count - 1) ? count : place(line.name());
      System.arraycopy(lines, place, lines, place + 1, count - place);
      lines[place] = line;
      count++;
    }

    private boolean isNotBefore(String lowerCaseName, int place) {
      return place < 0 || lines[place].name().compareTo(lowerCaseName) <= 0;
    }

    /** Adds those of other lines that have such a name. */
    void addAll(HeaderLines others, Predicate<String> ofName) {
      for (Line line : others.lines) {
        if (ofName.test(line.name())) {
          add(line);
        }
      }
    }

    /** Behind all lines of the same name, and before the first of a later one. */
    private int place(String lowerCaseName) {
      int from = 0;
      int to = count;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (isNotBefore(lowerCaseName, middle)) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }

    HeaderLines build() {
      return new HeaderLines(Arrays.copyOf(lines, count));
    }
  }
}
