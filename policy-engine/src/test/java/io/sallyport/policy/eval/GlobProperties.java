package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.eval.PieceReader.Wildcards;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Patterns, also long ones, match what regular expressions match. */
class GlobProperties {
  private static final String PAIR = "\uD83D\uDE00";
  private static final String[] PATTERN = {"a", "a", "a", "b", "?", "?", PAIR, "aaaa", "?a?a?a?a?"};
  private static final String[] TEXT = {"a", "a", "a", "a", "a", "a", "b", PAIR};

  @Property(tries = 5000)
  void matchesAsRegularExpressionsDo(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder pattern = new StringBuilder("*");
    for (int star = random.nextInt(3); star >= 0; star--) {
      pattern.append(some(random, PATTERN, random.nextInt(4) == 0 ? 90 : 9)).append('*');
    }
    String text = some(random, TEXT, 300) + filled(random, pattern.toString()) + "a";
    String inDoubt = pattern + "\n" + text;
    assertEquals(
        regex(pattern, "[^\\x{D800}-\\x{DFFF}\\x{10000}-\\x{10FFFF}]", text),
        glob(pattern, Doubt.FAILS).matches(text, RequestContext.empty()),
        inDoubt);
    boolean units = regex(units(pattern), ".", units(text));
    assertEquals(
        units || regex(pattern, ".", text),
        glob(pattern, Doubt.MATCHES).matches(text, RequestContext.empty()),
        inDoubt);
  }

  private static Glob glob(CharSequence pattern, Doubt doubt) {
    return new Glob(
        PieceReader.read(pattern.toString(), PolicyVersion.V2012_10_17, Wildcards.SPECIAL, doubt),
        doubt);
  }

  private static String some(Random random, String[] from, int max) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(max); i >= 0; i--) {
      text.append(from[random.nextInt(from.length)]);
    }
    return text.toString();
  }

  /** A text that the pattern nearly always matches. */
  private static String filled(Random random, String pattern) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean wild = c == '*' || c == '?';
      String any =
          random.nextInt(200) == 0 ? PAIR : "ab".substring(random.nextInt(2)).substring(0, 1);
      text.append(wild ? any : String.valueOf(c));
    }
    return text.toString();
  }

  /** As if the halves of pairs were characters of their own. */
  private static String units(CharSequence text) {
    StringBuilder units = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      units.append(Character.isSurrogate(c) ? (char) (c + 0x800) : c);
    }
    return units.toString();
  }

  private static boolean regex(CharSequence pattern, String any, String text) {
    StringBuilder regex = new StringBuilder();
    pattern
        .codePoints()
        .forEach(
            c ->
                regex.append(
                    c == '*' ? "(?>.*?" : c == '?' ? any : Pattern.quote(Character.toString(c))));
    return Pattern.compile(segments(regex.toString()), Pattern.DOTALL).matcher(text).matches();
  }

  /** Each star and what follows up to the next is taken at its first fit, the last at its end. */
  private static String segments(String regex) {
    String[] parts = regex.split(Pattern.quote("(?>.*?"), -1);
    StringBuilder all = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length - 1; i++) {
      all.append("(?>.*?").append(parts[i]).append(')');
    }
    return all.append(".*").append(parts[parts.length - 1]).toString();
  }
}
