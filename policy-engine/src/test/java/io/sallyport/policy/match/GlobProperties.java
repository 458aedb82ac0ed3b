package io.sallyport.policy.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.match.PieceReader.Wildcards;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

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
    assertEquals(regex(pattern, text), glob(pattern).matches(text, Facts.NONE), inDoubt);
  }

  @Property(tries = 1000)
  void aQuestionMarkIsOneCharacterWhereverItStands(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder pattern = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      pattern.append(some(random, new String[] {"?", "?", "*", "a", PAIR}, 4));
    }
    String text = some(random, TEXT, 9);
    String regex = pattern.toString().replace("*", ".*").replace('?', '.');
    assertEquals(
        text.matches(regex), glob(pattern).matches(text, Facts.NONE), pattern + " " + text);
  }

  @Test
  void halfACharacterIsMatchedByNothing() {
    for (String pattern :
        List.of("\uD83D?", "\uD83D*", "*\uDE00", "?\uDE00", "*\uDE00*", "*\uD83D*")) {
      for (String more : List.of("", "aaaaaaaaaaaaaaaa")) {
        assertFalse(glob(pattern + more).matches(PAIR + more, Facts.NONE), pattern);
        assertFalse(glob("*" + more + pattern + "*").matches(more + PAIR, Facts.NONE), pattern);
      }
    }
  }

  private static Glob glob(CharSequence pattern) {
    return new Glob(
        PieceReader.read(
            pattern.toString(), PolicyVersion.V2012_10_17, Wildcards.SPECIAL, Doubt.FAILS));
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

  private static boolean regex(CharSequence pattern, String text) {
    StringBuilder regex = new StringBuilder();
    pattern
        .codePoints()
        .forEach(
            c ->
                regex.append(
                    c == '*' ? "(?>.*?" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
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
