package io.sallyport.policy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeReaderTest {

  private static String onlyName(String text) {
    return NodeReader.read(text).members().get(0).name();
  }

  @Test
  void keepsNoNameThatItHasRead() {
    String text = "{\"only here\": 1}";
    assertNotSame(onlyName(text), onlyName(text));
  }

  /** "ab" and "bA" have one hash code, so their concatenations do too. */
  private static String colliding(int number) {
    return IntStream.range(0, 13)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "ab" : "bA")
        .collect(Collectors.joining());
  }

  @Test
  void readsNamesWhateverTheirHashes() {
    String members =
        IntStream.range(0, 8000)
            .mapToObj(it -> '"' + colliding(it) + "\":1")
            .collect(Collectors.joining(","));
    assertEquals(8000, NodeReader.read('{' + members + '}').members().size());
  }

  @Test
  void saysWhereATextIsNotJson() {
    NotJsonException e =
        assertThrows(NotJsonException.class, () -> NodeReader.read("{\n \"a\": nil}"));
    assertEquals(2, e.line());
  }
}
