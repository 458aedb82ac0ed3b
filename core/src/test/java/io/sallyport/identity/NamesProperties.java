package io.sallyport.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.error.InvalidInputException;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Names, ids and accounts are what these expressions say. */
class NamesProperties {
  private static final String NAME = "[A-Za-z0-9_+=,.@-]";

  @Property
  void theyAgreeOnEveryText(@ForAll("texts") String text) {
    agree(text);
    agree("123456789012" + text);
    agree("RGW12345678901234567" + text);
    agree("RGW" + text);
  }

  @Example
  void theyAgreeOnEveryCharacterAndLength() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      agree("a" + c);
    }
    for (int length = 0; length < 140; length++) {
      agree("a".repeat(length));
      agree("1".repeat(length));
      agree("RGW" + "1".repeat(length));
      agree("rgw" + "1".repeat(length));
    }
  }

  private static void agree(String text) {
    agree(NAME + "{1,128}", RoleId::new, text);
    agree(NAME + "{1,64}", RoleName::new, text);
    agree(NAME + "{1,128}", UserId::new, text);
    agree(NAME + "{1,64}", UserName::new, text);
    agree(NAME + "{2,64}", SourceIdentity::new, text);
    agree(NAME + "{2,64}", SessionName::new, text);
    agree(NAME + "{2,32}", FederatedName::new, text);
    agree("([0-9]{12}|RGW[0-9]{17})?", AccountId::new, text);
  }

  private static void agree(String expression, Function<String, Object> maker, String text) {
    assertEquals(Pattern.matches(expression, text), isTaken(maker, text), text);
  }

  private static boolean isTaken(Function<String, Object> maker, String text) {
    try {
      return maker.apply(text).toString().equals(text);
    } catch (InvalidInputException e) {
      return false;
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(6),
        Arbitraries.strings().withChars("aZ09_+=,.@-").ofMaxLength(40),
        Arbitraries.strings().numeric().ofMaxLength(20));
  }
}
