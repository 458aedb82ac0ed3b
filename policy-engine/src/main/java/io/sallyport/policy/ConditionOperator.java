package io.sallyport.policy;

import java.util.Optional;

/** A condition operator with what may stand before and after: {@code ForAnyValue:BoolIfExists}. */
public record ConditionOperator(Quantifier quantifier, Comparison comparison, Presence presence) {
  private static final String IF_EXISTS = "IfExists";

  /**
   * Reads an operator's name. The spelling must be exact; {@code Null} takes neither a set operator
   * nor {@code IfExists}.
   *
   * @return empty if there is no such operator
   */
  public static Optional<ConditionOperator> parse(String name) {
    Quantifier quantifier = Quantifier.NONE;
    for (Quantifier each : Quantifier.values()) {
      if (each != Quantifier.NONE && name.startsWith(each.text())) {
        quantifier = each;
      }
    }
    String rest = name.substring(quantifier.text().length());
    Presence presence = rest.endsWith(IF_EXISTS) ? Presence.IF_EXISTS : Presence.REQUIRED;
    if (presence == Presence.IF_EXISTS) {
      rest = rest.substring(0, rest.length() - IF_EXISTS.length());
    }
    ConditionOperator plain = new ConditionOperator(quantifier, Comparison.NULL, presence);
    boolean bare = quantifier == Quantifier.NONE && presence == Presence.REQUIRED;
    return Comparison.named(rest)
        .filter(comparison -> comparison != Comparison.NULL || bare)
        .map(plain::with);
  }

  private ConditionOperator with(Comparison other) {
    return new ConditionOperator(quantifier, other, presence);
  }
}
