package io.sallyport.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeyProperties {

  @Property
  void decodingUndoesEncoding(@ForAll("paths") List<String> path) {
    assertEquals(path, Key.decode(key(path).encoded()).segments());
  }

  @Property
  void aChildIsTheKeyOfAllItsSegments(
      @ForAll("paths") List<String> parent, @ForAll("segments") String segment) {
    Key child = key(parent).child(segment);
    List<String> path = new ArrayList<>(parent);
    path.add(segment);
    assertEquals(key(path), child);
    assertEquals(key(path).hashCode(), child.hashCode());
    assertEquals(path, child.segments());
    assertArrayEquals(key(path).encoded(), child.encoded());
  }

  @Property
  void noKeyIsAPrefixOfAnotherButItsParents(
      @ForAll("paths") List<String> one, @ForAll("paths") List<String> two) {
    byte[] a = key(one).encoded();
    byte[] b = key(two).encoded();
    boolean prefix = a.length <= b.length && Arrays.equals(a, 0, a.length, b, 0, a.length);
    assertTrue(!prefix || isParentOrSelf(one, two) || startsWithNul(one, two));
  }

  @Property
  void orderIsSegmentBySegmentInBytes(
      @ForAll("paths") List<String> one, @ForAll("paths") List<String> two) {
    assertEquals(
        Integer.signum(plainOrder(one, two)), Integer.signum(key(one).compareTo(key(two))));
  }

  @Property
  void aRangeHasExactlyTheKeysUnderItsParent(
      @ForAll("paths") List<String> parent, @ForAll("paths") List<String> path) {
    boolean under = isParentOrSelf(parent, path) && path.size() > parent.size();
    KeyRange range = KeyRange.under(parent.toArray(String[]::new));
    assertEquals(under, range.contains(key(path)));
  }

  @Property
  void aTextRangeHasExactlyTheKeysWhoseNextSegmentStartsSo(
      @ForAll("paths") List<String> parent,
      @ForAll("segments") String text,
      @ForAll("paths") List<String> path) {
    boolean expected =
        isParentOrSelf(parent, path)
            && path.size() > parent.size()
            && path.get(parent.size()).startsWith(text);
    KeyRange range = KeyRange.startingWith(text, parent.toArray(String[]::new));
    assertEquals(expected, range.contains(key(path)), () -> parent + " " + text + " " + path);
  }

  @Property
  void afterLeavesOutWhatWasSeenAndNothingElse(
      @ForAll("paths") List<String> seen, @ForAll("paths") List<String> path) {
    KeyRange rest = KeyRange.all().after(key(seen));
    assertFalse(rest.contains(key(seen)));
    assertEquals(key(path).compareTo(key(seen)) > 0, rest.contains(key(path)));
  }

  @Provide
  Arbitrary<List<String>> paths() {
    return segments().list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> segments() {
    return Arbitraries.of("\0", "\1", "a", "b", "B", "/", "ÿ", "é", "😀", "\uffff", "..")
        .list()
        .ofMaxSize(3)
        .map(parts -> String.join("", parts));
  }

  private static Key key(List<String> path) {
    return Key.of(path.toArray(String[]::new));
  }

  private static boolean isParentOrSelf(List<String> parent, List<String> path) {
    return path.size() >= parent.size() && path.subList(0, parent.size()).equals(parent);
  }

  /** {@code (x)} and {@code (x NUL …)}: the second goes on with the FF that escapes the NUL. */
  private static boolean startsWithNul(List<String> one, List<String> two) {
    int last = one.size() - 1;
    return two.size() > last && two.get(last).startsWith(one.get(last) + "\0");
  }

  private static int plainOrder(List<String> one, List<String> two) {
    for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
      int order =
          Arrays.compareUnsigned(
              one.get(i).getBytes(StandardCharsets.UTF_8),
              two.get(i).getBytes(StandardCharsets.UTF_8));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), two.size());
  }
}
