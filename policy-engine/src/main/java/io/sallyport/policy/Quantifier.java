package io.sallyport.policy;

/** What a condition asks of a key that has several values. */
public enum Quantifier {
  /** No set operator. */
  NONE(""),
  /** Every value passes; holds also if there is none. */
  FOR_ALL_VALUES("ForAllValues:"),
  /** At least one value passes. */
  FOR_ANY_VALUE("ForAnyValue:");

  private final String text;

  Quantifier(String text) {
    this.text = text;
  }

  /** The prefix that a document writes, colon included. */
  public String text() {
    return text;
  }
}
