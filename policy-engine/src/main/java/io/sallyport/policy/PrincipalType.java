package io.sallyport.policy;

/** What kind of caller a {@link NamedPrincipal} names. */
public enum PrincipalType {
  /** Everyone, written as the bare text {@code "*"}. */
  ANYONE("*"),
  /** An account, user, role or session; or {@code *}. */
  AWS("AWS"),
  /** A service, such as {@code ec2.amazonaws.com}. */
  SERVICE("Service"),
  /** A web or SAML identity provider. */
  FEDERATED("Federated"),
  /** An Amazon S3 canonical user id. */
  CANONICAL_USER("CanonicalUser");

  private final String text;

  PrincipalType(String text) {
    this.text = text;
  }

  /** The key that a document writes. */
  public String text() {
    return text;
  }
}
