package io.sallyport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Headers are found as in a map of their names in lower case. */
class HeaderLinesProperties {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}");

  /** The plain way: what is no name is no header's. */
  private static final class PlainLines {
    private final Map<String, List<String>> values = new TreeMap<>();

    void add(String name, String value) {
      values.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>()).add(value);
    }

    List<String> values(String name) {
      return TOKEN.matcher(name).matches()
          ? values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of())
          : List.of();
    }
  }

  @Property
  void aHeaderIsFoundByItsNameInAnyCase(
      @ForAll @Size(max = 20) List<@From("names") String> sent,
      @ForAll @Size(max = 20) List<@From("asked") String> asked) {
    PlainLines plain = new PlainLines();
    RequestHead.Builder builder = RequestHead.builder("GET", "/");
    for (int i = 0; i < sent.size(); i++) {
      plain.add(sent.get(i), "value " + i);
      builder.header(sent.get(i), "value " + i);
    }
    RequestHead head = builder.build();
    assertEquals(List.copyOf(plain.values.keySet()), List.copyOf(head.headerNames()));
    List<String> all = new ArrayList<>(asked);
    all.addAll(sent);
    for (String name : all) {
      assertEquals(plain.values(name), head.headers(name), name);
    }
  }

  @Property
  void linesOfAnotherHeadAreAddedAsIfTheyHadCome(
      @ForAll @Size(max = 8) List<@From("names") String> before,
      @ForAll @Size(max = 12) List<@From("names") String> others,
      @ForAll @Size(max = 8) List<@From("names") String> after,
      @ForAll @Size(max = 6) Set<@From("names") String> leftOut) {
    Set<String> without = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    without.addAll(leftOut);
    RequestHead.Builder other = RequestHead.builder("GET", "/");
    List<String[]> expected = new ArrayList<>();
    RequestHead.Builder builder = RequestHead.builder("GET", "/");
    add(before, "before", builder, expected);
    add(others, "other", other, new ArrayList<>());
    builder.headers(other.build(), name -> !without.contains(name));
    other
        .build()
        .forEachHeader(
            (name, value) -> {
              if (!without.contains(name)) {
                expected.add(new String[] {name, value});
              }
            });
    add(after, "after", builder, expected);
    RequestHead.Builder plain = RequestHead.builder("GET", "/");
    expected.forEach(line -> plain.header(line[0], line[1]));
    assertEquals(lines(plain.build()), lines(builder.build()));
  }

  private static void add(
      List<String> names, String value, RequestHead.Builder builder, List<String[]> expected) {
    for (int i = 0; i < names.size(); i++) {
      builder.header(names.get(i), value + i);
      expected.add(new String[] {names.get(i), value + i});
    }
  }

  private static List<String> lines(RequestHead head) {
    List<String> lines = new ArrayList<>();
    head.forEachHeader((name, value) -> lines.add(name + ": " + value));
    return lines;
  }

  /** Letters that are the same to {@code equalsIgnoreCase} alone. */
  @Example
  void noLetterIsTakenForAnother() {
    RequestHead head =
        RequestHead.builder("GET", "/").header("key", "1").header("x-amz-is", "2").build();
    assertEquals(List.of("1"), head.headers("KEY"));
    assertEquals(List.of(), head.headers("\u212aey"));
    assertEquals(List.of(), head.headers("x-amz-\u0131s"));
    assertEquals(List.of(), head.headers("x-amz-i\u017f"));
    assertEquals(List.of(), head.headers(""));
  }

  @Example
  void theNamesAreNobodysToChange() {
    RequestHead head = RequestHead.builder("GET", "/").header("Host", "a").build();
    assertThrows(UnsupportedOperationException.class, () -> head.headerNames().clear());
    assertEquals(List.of("host"), List.copyOf(head.headerNames()));
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> usual = Arbitraries.of(HeaderName.USUAL);
    return Arbitraries.oneOf(
        usual,
        usual.map(name -> name.toUpperCase(Locale.ROOT)),
        usual.map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)),
        usual.map(name -> name.substring(0, name.length() - 1)),
        usual.map(name -> "y" + name.substring(1)),
        Arbitraries.of("Range", "range", "RANGE", "x-amz-acl", "X-Amz-Acl"),
        Arbitraries.strings().withChars("aAkKsS-!").ofMinLength(1).ofMaxLength(3));
  }

  /** Any text, one that is too long for a name included. */
  @Provide
  Arbitrary<String> asked() {
    return Arbitraries.oneOf(
        names(),
        names().map(name -> name + " "),
        names().map(name -> name.repeat(257)),
        Arbitraries.strings().ofMaxLength(4));
  }
}
