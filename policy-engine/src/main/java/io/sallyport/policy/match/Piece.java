package io.sallyport.policy.match;

import java.util.Optional;
import java.util.Set;

/** A part of a pattern: plain text, a wildcard, or a variable. */
public sealed interface Piece {

  /** Text that stands for itself. */
  record Literal(String text) implements Piece {}

  /** {@code *}: any run of characters, also none. */
  record Star() implements Piece {
    static final Star IT = new Star();
  }

  /** {@code ?}: exactly one character. */
  record Any() implements Piece {
    static final Any IT = new Any();
  }

  /**
   * {@code ${key}} or {@code ${key, 'default'}}. What it stands for is plain text, never read again
   * as wildcard or variable.
   */
  final class Variable implements Piece {
    private static final String[] NOTHING = {};
    private static final Set<String> ACCOUNTS =
        Set.of(
            "aws:principalaccount",
            "aws:resourceaccount",
            "aws:sourceaccount",
            "s3:resourceaccount");

    private final String key;
    private final String[] defaults;
    private final Doubt doubt;
    private final boolean mayBeEmpty;

    /**
     * Makes a variable.
     *
     * @param key in lower case; empty if the variable is misspelt, which stands for nothing
     * @param doubt whether empty text counts as a value
     */
    Variable(String key, Optional<String> fallback, Doubt doubt) {
      this.key = key;
      this.defaults = fallback.stream().toArray(String[]::new);
      this.doubt = doubt;
      this.mayBeEmpty = isAccount(key);
    }

    /** The key in lower case; empty if the variable is misspelt. */
    public String key() {
      return key;
    }

    /**
     * Whether a key in lower case is an account's id. There is one account whose id is the empty
     * text, so that this is no doubtful value but that account, equal to itself.
     */
    public static boolean isAccount(String lowerCaseKey) {
      return ACCOUNTS.contains(lowerCaseKey);
    }

    /** Every text that the variable, standing alone, stands for. Not to be changed. */
    String[] wholeValues(Facts facts) {
      String[] values = facts.values(key);
      return mayBeEmpty && values.length == 1 ? values : values(facts);
    }

    /** The texts that the variable stands for inside a longer one. Not to be changed. */
    public String[] values(Facts facts) {
      String[] values = facts.values(key);
      if (values.length == 0) {
        return defaults;
      }
      boolean empty = values.length == 1 && values[0].isEmpty();
      return empty && !doubt.matches() ? NOTHING : values;
    }

    /** Whether there is one text that the variable stands for inside a longer one. */
    public boolean isSingle(Facts facts) {
      return values(facts).length == 1 && (facts.values(key).length == 0 || facts.isSingle(key));
    }
  }
}
