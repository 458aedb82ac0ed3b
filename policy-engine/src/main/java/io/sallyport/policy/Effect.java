package io.sallyport.policy;

/** What a statement does to the requests that it matches. */
public enum Effect {
  /** Grants, unless a Deny applies too. */
  ALLOW("Allow"),
  /** Refuses, whatever else grants. */
  DENY("Deny");

  private final String text;

  Effect(String text) {
    this.text = text;
  }

  /** The word a document uses: {@code Allow} or {@code Deny}. */
  public String text() {
    return text;
  }
}
