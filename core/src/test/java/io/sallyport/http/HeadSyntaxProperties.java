package io.sallyport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The tables say what these expressions say. */
class HeadSyntaxProperties {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}");
  private static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7E&&[^#]]*");
  private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x08\\x0A-\\x1F\\x7F]*");

  @Property
  void theyAgreeOnEveryText(@ForAll("texts") String text) {
    agree(text);
    agree("/" + text);
  }

  @Example
  void theyAgreeOnEveryCharacterAndLength() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      agree("/a" + c);
      agree("a" + c);
    }
    agree("");
    agree("a".repeat(256));
    agree("a".repeat(257));
  }

  private static void agree(String text) {
    assertEquals(TOKEN.matcher(text).matches(), HeadSyntax.isToken(text), text);
    assertEquals(TARGET.matcher(text).matches(), HeadSyntax.isTarget(text), text);
    assertEquals(VALUE.matcher(text).matches(), HeadSyntax.isValue(text), text);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(12), Arbitraries.strings().ascii().ofMaxLength(12));
  }
}
