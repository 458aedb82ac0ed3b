package io.sallyport.policy;

import java.util.List;

/** The callers that a statement names, in the order written. */
public record Principals(Polarity polarity, List<NamedPrincipal> values) {
  /** No list at all. */
  public static final Principals ABSENT = new Principals(Polarity.ABSENT, List.of());

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if an absent list has values, or another has none
   */
  public Principals {
    values = List.copyOf(values);
    if ((polarity == Polarity.ABSENT) != values.isEmpty()) {
      throw new IllegalArgumentException("a list has values if, and only if, it is there");
    }
  }
}
