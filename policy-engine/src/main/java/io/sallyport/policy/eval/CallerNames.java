package io.sallyport.policy.eval;

import io.sallyport.policy.eval.Caller.Anonymous;
import io.sallyport.policy.eval.Caller.Federated;
import io.sallyport.policy.eval.Caller.FederatedUser;
import io.sallyport.policy.eval.Caller.RoleSession;
import io.sallyport.policy.eval.Caller.Root;
import io.sallyport.policy.eval.Caller.Service;
import io.sallyport.policy.eval.Caller.User;
import io.sallyport.policy.match.ArnPattern;

/**
 * The names by which policies may know a caller; each is empty if the caller has none such.
 *
 * @param arn of the caller itself, sessions spelled with {@code sts}
 * @param parentArn of the role or user it comes from
 * @param account its account
 */
record CallerNames(
    Kind kind, String arn, String parentArn, String account, String service, String provider) {

  enum Kind {
    USER,
    ROLE_SESSION,
    FEDERATED_USER,
    ROOT,
    SERVICE,
    FEDERATED,
    ANONYMOUS;

    /** Whether callers of this kind belong to an account, and have policies of their own. */
    boolean hasAccount() {
      return compareTo(ROOT) <= 0;
    }

    /** Whether callers of this kind come from a role or a user. */
    boolean hasParent() {
      return this == ROLE_SESSION || this == FEDERATED_USER;
    }
  }

  static CallerNames of(Caller caller) {
    if (caller instanceof User user) {
      return new CallerNames(Kind.USER, user.arn(), "", user.account(), "", "");
    }
    if (caller instanceof RoleSession session) {
      String arn = canonical(session.arn());
      return new CallerNames(Kind.ROLE_SESSION, arn, session.roleArn(), session.account(), "", "");
    }
    if (caller instanceof FederatedUser user) {
      String arn = canonical(user.arn());
      return new CallerNames(Kind.FEDERATED_USER, arn, user.userArn(), user.account(), "", "");
    }
    if (caller instanceof Root root) {
      return new CallerNames(Kind.ROOT, "", "", root.account(), "", "");
    }
    if (caller instanceof Service service) {
      return new CallerNames(Kind.SERVICE, "", "", "", service.name(), "");
    }
    if (caller instanceof Federated federated) {
      return new CallerNames(Kind.FEDERATED, "", "", "", "", federated.providerArn());
    }
    if (caller instanceof Anonymous) {
      return new CallerNames(Kind.ANONYMOUS, "", "", "", "", "");
    }
    throw new IllegalStateException("every caller has a kind");
  }

  /** A session's ARN may be spelled with either service; this is the one with {@code sts}. */
  static String canonical(String arn) {
    if (!arn.contains(":iam:")) {
      return arn;
    }
    String[] parts = arn.split(":", ArnPattern.PARTS);
    boolean session =
        parts.length == ArnPattern.PARTS
            && parts[2].equals("iam")
            && (parts[5].startsWith("assumed-role/") || parts[5].startsWith("federated-user/"));
    if (!session) {
      return arn;
    }
    parts[2] = "sts";
    return String.join(":", parts);
  }
}
