package io.sallyport.policy.eval;

/**
 * Who asks. Accounts are opaque texts, and may be empty: Ceph's roles without an account all share
 * that one. ARNs are compared exactly, except that a session's may be spelled with the service
 * {@code sts} or {@code iam}.
 */
public sealed interface Caller {

  /** The account that the caller belongs to; empty also for those that belong to none. */
  default String account() {
    return "";
  }

  /** A user with its own credentials. */
  record User(String arn, String account) implements Caller {}

  /**
   * A session of a role.
   *
   * @param arn the session's: {@code arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION}
   * @param roleArn the role's, with its path
   */
  record RoleSession(String arn, String account, String roleArn) implements Caller {}

  /**
   * A session that a user made for somebody else (GetFederationToken).
   *
   * @param arn the session's: {@code arn:aws:sts::ACCOUNT:federated-user/NAME}
   * @param userArn the user's
   */
  record FederatedUser(String arn, String account, String userArn) implements Caller {}

  /** The root user of an account, who needs no Allow there, only that nothing denies it. */
  record Root(String account) implements Caller {}

  /**
   * A service, such as {@code ec2.amazonaws.com}. It is in no account, and no policy of its own
   * allows it anything: the resource's must name it.
   */
  record Service(String name) implements Caller {}

  /** Somebody whom a web or SAML identity provider vouches for, before assuming a role. */
  record Federated(String providerArn) implements Caller {}

  /** Nobody in particular: an unsigned request. */
  record Anonymous() implements Caller {}
}
