package io.sallyport.policy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void leavesOrdinaryTextAlone() {
    for (String text : List.of("", "b/größe 大きさ.txt", "\uD83D\uDE00", "C:\\u000a \"'${*}")) {
      assertEquals(text, Printable.of(text));
    }
  }

  @Test
  void writesOutWhatCouldForgeALine() {
    assertEquals("k\\u000aallowed by", Printable.of("k\nallowed by"));
    assertEquals(
        "\\u001b[2J\\u007f\\u0085\\u2028\\u2029",
        Printable.of("\u001b[2J\u007f\u0085\u2028\u2029"));
    assertEquals("\\u202egpj.exe\\u2066\\u200b", Printable.of("\u202egpj.exe\u2066\u200b"));
    assertEquals("\\ud83d \\ude00", Printable.of("\uD83D \uDE00"));
    assertEquals("\\udb40\\udc01", Printable.of("\uDB40\uDC01"));
  }

  @Test
  void writesOutEveryControlAndDirection() {
    IntStream.concat(
            IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7f, 0xa0)),
            IntStream.of(
                0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
                0x2066, 0x2067, 0x2068, 0x2069, 0xfeff))
        .forEach(
            it -> {
              String printed = Printable.of("a" + (char) it);
              assertEquals("a\\u%04x".formatted(it), printed);
              assertFalse(printed.indexOf(it) >= 0);
            });
  }

  @Test
  void leavesWhatIsPrintableAlready() {
    String once = Printable.of("a\nb");
    assertEquals(once, Printable.of(once));
  }
}
