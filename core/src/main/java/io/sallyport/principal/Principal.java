package io.sallyport.principal;

import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.role.Role;
import java.time.Instant;
import java.util.List;

/**
 * Who calls, and the policies that say what they may do, as they are at this request: a snapshot,
 * to be used for one request and not kept.
 */
public sealed interface Principal {

  /** The account that the caller belongs to. */
  AccountId account();

  /** The caller's ARN, as it appears in messages and audit. */
  String name();

  /**
   * An IAM user.
   *
   * @param id unique and never given again, such as AIDA…
   * @param userName without its path
   */
  record User(
      AccountId account, EntityPath path, String userName, String id, InlinePolicies policies)
      implements Principal {

    public Arn arn() {
      return new Arn("aws", "iam", "", account.value(), "user" + path + userName);
    }

    @Override
    public String name() {
      return arn().toString();
    }
  }

  /**
   * A session of a role.
   *
   * @param role the role with its policies as they are now
   * @param sessionName as the session's maker chose it
   * @param issuedAt when the session began
   * @param sessionPolicies documents that further limit what the role may do; their Allows unite
   */
  record RoleSession(Role role, String sessionName, Instant issuedAt, List<String> sessionPolicies)
      implements Principal {

    public RoleSession {
      sessionPolicies = List.copyOf(sessionPolicies);
    }

    /** {@code arn:aws:sts::account:assumed-role/role/session}; AWS leaves the role's path out. */
    public Arn arn() {
      return new Arn(
          "aws",
          "sts",
          "",
          role.account().value(),
          "assumed-role/" + role.name() + "/" + sessionName);
    }

    @Override
    public AccountId account() {
      return role.account();
    }

    /** {@code role-id:session-name}. */
    public String userId() {
      return role.id() + ":" + sessionName;
    }

    @Override
    public String name() {
      return arn().toString();
    }
  }

  /** Nobody: the request was not signed. */
  record Anonymous() implements Principal {
    @Override
    public AccountId account() {
      return AccountId.EMPTY;
    }

    @Override
    public String name() {
      return "anonymous";
    }
  }
}
