package io.sallyport.policy;

/** Version of the policy language. A document that names none is in {@link #V2008_10_17}. */
public enum PolicyVersion {
  /** Has no variables: {@code ${...}} is plain text. */
  V2008_10_17("2008-10-17"),
  /** Has variables. */
  V2012_10_17("2012-10-17");

  private final String text;

  PolicyVersion(String text) {
    this.text = text;
  }

  /** The date that a document writes. */
  public String text() {
    return text;
  }
}
