package io.sallyport.policy.eval;

import java.util.Optional;

/** A part of a pattern: plain text, a wildcard, or a variable. */
sealed interface Piece {

  /** Text that stands for itself. */
  record Literal(String text) implements Piece {}

  /** {@code *}: any run of characters, also none. */
  record Star() implements Piece {}

  /** {@code ?}: exactly one character. */
  record Any() implements Piece {}

  /**
   * {@code ${key}} or {@code ${key, 'default'}}. What it stands for is plain text, never read again
   * as wildcard or variable.
   */
  final class Variable implements Piece {
    private static final String[] NOTHING = {};

    private final String key;
    private final String[] defaults;
    private final Doubt doubt;

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
    }

    String key() {
      return key;
    }

    /** Every text that the variable, standing alone, stands for. Not to be changed. */
    String[] values(RequestContext context) {
      ContextValue value = context.find(key);
      String[] values = value.values();
      if (values.length == 0) {
        return defaults;
      }
      return value.isUnclear() && !doubt.matches() ? NOTHING : values;
    }

    /** Whether there is one text that the variable stands for inside a longer one. */
    boolean isSingle(RequestContext context) {
      ContextValue value = context.find(key);
      return values(context).length == 1 && (value.values().length == 0 || value.isSingle());
    }
  }
}
