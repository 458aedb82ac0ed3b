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

  /** Those of all names: of most headers that aren't there they tell so at once. */
  private final long marks;

  /** Their names, once they were asked for. */
  private volatile @Nullable Set<String> names;

  private record Line(HeaderName name, String value) {}

  private HeaderLines(long marks, Line... lines) {
    this.marks = marks;
    this.lines = lines;
  }

  void forEach(BiConsumer<String, String> action) {
    for (Line line : lines) {
      action.accept(line.name().text(), line.value());
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
    if ((marks & HeaderName.mark(name)) == 0) {
      return List.of();
    }
    HeaderName wanted = HeaderName.of(name);
    int from = first(wanted);
    int end = end(from, wanted);
    return switch (end - from) {
      case 0 -> List.of();
      case 1 -> List.of(lines[from].value());
      default -> Stream.of(lines).skip(from).limit(end - from).map(Line::value).toList();
    };
  }

  /** Where the lines of a name begin, or the end if there are none. */
  private int first(HeaderName name) {
    int first = 0;
    while (first < lines.length && !lines[first].name().is(name)) {
      first++;
    }
    return first;
  }

  private int end(int from, HeaderName name) {
    int end = from;
    while (end < lines.length && lines[end].name().is(name)) {
      end++;
    }
    return end;
  }

  /** Collects lines, each in its place. Not thread-safe. */
  static final class Builder {
    private Line[] lines = new Line[16];
    private int count;
    private long marks;

    void add(HeaderName name, String value) {
      insert(place(name), new Line(name, value));
    }

    /** Adds those of other lines that have such names. They come in order: mostly, to the end. */
    void addAll(HeaderLines others, Predicate<String> names) {
      for (Line line : others.lines) {
        if (names.test(line.name().text())) {
          boolean isLast = count == 0 || !lines[count - 1].name().isAfter(line.name());
          insert(isLast ? count : place(line.name()), line);
        }
      }
    }

    private void insert(int place, Line line) {
      if (count == lines.length) {
        lines = Arrays.copyOf(lines, 2 * count);
      }
      System.arraycopy(lines, place, lines, place + 1, count - place);
      lines[place] = line;
      count++;
      marks |= HeaderName.mark(line.name().text());
    }

    /** Behind all lines of the same name, and before the first of a later one. */
    private int place(HeaderName name) {
      int from = 0;
      int to = count;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (lines[middle].name().isAfter(name)) {
          to = middle;
        } else {
          from = middle + 1;
        }
      }
      return from;
    }

    HeaderLines build() {
      return new HeaderLines(marks, Arrays.copyOf(lines, count));
    }
  }
}
