package io.sallyport.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
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
    assertNamed(text);
  }

  private static void assertNamed(String text) {
    assertEquals(
        TOKEN.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : "",
        HeaderName.of(text).text(),
        text);
  }

  @Property
  void aNameIsTheSameInWhateverSpelling(@ForAll("spellings") String name) {
    assertNamed(name);
    assertNamed(name + "-");
    assertNamed(" " + name);
  }

  /** Of what a client may send, some capitals. */
  @Provide
  Arbitrary<String> spellings() {
    Arbitrary<String> names =
        Arbitraries.of("host", "user-agent", "x-amz-content-sha256", "content-md5", "te");
    Arbitrary<Integer> capitals = Arbitraries.integers();
    return Combinators.combine(names, capitals)
        .as(
            (name, which) -> {
              StringBuilder spelt = new StringBuilder(name);
              for (int i = 0; i < name.length(); i++) {
                if ((which >>> i & 1) == 1) {
                  spelt.setCharAt(i, Character.toUpperCase(name.charAt(i)));
                }
              }
              return spelt.toString();
            });
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(12), Arbitraries.strings().ascii().ofMaxLength(12));
  }
}
