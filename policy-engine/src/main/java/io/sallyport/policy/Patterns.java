package io.sallyport.policy;

import java.util.List;

/** The actions or resources of a statement, as written. */
public record Patterns(Polarity polarity, List<String> values) {
  /** No list at all. */
  public static final Patterns ABSENT = new Patterns(Polarity.ABSENT, List.of());

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if an absent list has values, or another has none
   */
  public Patterns {
    values = List.copyOf(values);
    if ((polarity == Polarity.ABSENT) != values.isEmpty()) {
      throw new IllegalArgumentException("a list has values if, and only if, it is there");
    }
  }
}
