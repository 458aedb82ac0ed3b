package io.sallyport.policy.lint;

import io.sallyport.policy.PolicyVersion;
import java.util.Arrays;

/** A pattern, or a part of one, as a row of symbols: characters, wildcards and variables. */
final class Wildcard implements Reach.Entry<Wildcard> {
  private static final int STAR = -1;
  private static final int ANY = -2;
  private static final int VARIABLE = -3;

  private final int[] symbols;

  private Wildcard(int[] symbols) {
    this.symbols = symbols;
  }

  /**
   * Reads a pattern, or a plain text; before 2012-10-17 there are neither variables nor escapes.
   */
  static Wildcard of(String pattern, PolicyVersion version) {
    int[] symbols = new int[pattern.length()];
    int count = 0;
    int at = 0;
    while (at < pattern.length()) {
      boolean variable = version == PolicyVersion.V2012_10_17 && pattern.startsWith("${", at);
      int end =
          variable ? endOfVariable(pattern, at) : at + Character.charCount(pattern.codePointAt(at));
      symbols[count++] =
          variable ? variable(pattern.substring(at, end)) : symbol(pattern.codePointAt(at));
      at = end;
    }
    return new Wildcard(Arrays.copyOf(symbols, count));
  }

  private static int endOfVariable(String pattern, int start) {
    int close = pattern.indexOf('}', start);
    return close < 0 ? pattern.length() : close + 1;
  }

  private static int symbol(int c) {
    return c == '*' ? STAR : c == '?' ? ANY : c;
  }

  /** {@code ${*}} and its like stand for the character inside. */
  private static int variable(String text) {
    return switch (text) {
      case "${*}", "${?}", "${$}" -> text.charAt(2);
      default -> VARIABLE;
    };
  }

  /** The parts between the first colons, at most so many; colons inside variables don't count. */
  Wildcard[] split(int most) {
    Wildcard[] parts = new Wildcard[most];
    int count = 0;
    int start = 0;
    for (int i = 0; i < symbols.length && count < most - 1; i++) {
      if (symbols[i] == ':') {
        parts[count++] = new Wildcard(Arrays.copyOfRange(symbols, start, i));
        start = i + 1;
      }
    }
    parts[count++] = new Wildcard(Arrays.copyOfRange(symbols, start, symbols.length));
    return Arrays.copyOf(parts, count);
  }

  boolean hasVariable() {
    return Arrays.stream(symbols).anyMatch(it -> it == VARIABLE);
  }

  /** Whether this is plain text but for a star, which ends it. */
  boolean isHead() {
    int last = symbols.length - 1;
    return last >= 0
        && symbols[last] == STAR
        && Arrays.stream(symbols, 0, last).allMatch(it -> it >= 0);
  }

  /**
   * Whether this matches, for certain, whatever the other matches: a star or variable of the other
   * is matched by stars only, and this has no variable. Never so once the effort is spent.
   */
  @Override
  public boolean covers(Wildcard other, Effort effort) {
    int[] texts = other.symbols;
    int p = 0;
    int t = 0;
    int star = -1;
    int retry = 0;
    while (t < texts.length && effort.step()) {
      if (p < symbols.length && symbols[p] == STAR) {
        star = p++;
        retry = t;
      } else if (p < symbols.length && fits(symbols[p], texts[t])) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < symbols.length && symbols[p] == STAR) {
      p++;
    }
    return t == texts.length && p == symbols.length;
  }

  private static boolean fits(int wanted, int found) {
    boolean one = found == ANY || found >= 0;
    return wanted == ANY ? one : wanted >= 0 && wanted == found;
  }
}
