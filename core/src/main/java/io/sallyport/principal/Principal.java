package io.sallyport.principal;

import static java.util.Objects.requireNonNull;

import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.RequestContext;
import java.util.Optional;

/**
 * Who calls, and the policies that say what they may do, as they are at this request: a snapshot,
 * which a host uses for one request and doesn't keep.
 *
 * <p>Each kind says for itself all that a decision needs to know of it; nothing is assumed of a
 * kind that doesn't say it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties">Properties
 *     of the principal</a>
 */
public sealed interface Principal
    permits Principal.User,
        Principal.Root,
        RoleSession,
        Anonymous,
        BreakGlass,
        UserSession,
        FederatedUser,
        Federated {

  /** The account that the caller belongs to. */
  AccountId account();

  /** Its session; empty for who calls with keys of its own, or with none. */
  Optional<SessionDetails> session();

  /** The caller's ARN, as it appears in messages and audit. */
  String name();

  /** What names the caller for good, as {@code aws:userid} does; a name may be given again. */
  String userId();

  /**
   * Who it is to the policy engine: what the principals of policies are compared with. A kind of
   * caller that is in no account is allowed nothing by its own policies, and {@link Caller.Root}
   * needs none.
   */
  Caller caller();

  /** The policies that say what it may do. */
  Permissions permissions();

  /**
   * Writes down the condition keys that tell of it; what the host says of them doesn't count. A key
   * that is left out is absent: a Deny with {@code ArnLike} on it, say, doesn't apply.
   */
  void describe(RequestContext.Builder context);

  /**
   * An IAM user.
   *
   * @param id unique and never given again, such as AIDA…
   * @param userName without its path
   * @param tags which conditions know as {@code aws:PrincipalTag/}; a key with several values is a
   *     multi-valued one
   * @param permissions all that says what it may do, its groups' policies among them
   */
  record User(
      AccountId account,
      EntityPath path,
      UserName userName,
      UserId id,
      Tags tags,
      Permissions permissions)
      implements Principal {

    public User {
      requireNonNull(account, "account");
      requireNonNull(path, "path");
      requireNonNull(userName, "userName");
      requireNonNull(id, "id");
      requireNonNull(tags, "tags");
      requireNonNull(permissions, "permissions");
    }

    /** A user without tags. */
    public User(
        AccountId account, EntityPath path, UserName userName, UserId id, Permissions permissions) {
      this(account, path, userName, id, Tags.NONE, permissions);
    }

    public Arn arn() {
      return IamArn.user(account, path, userName);
    }

    @Override
    public String name() {
      return arn().toString();
    }

    @Override
    public String userId() {
      return id.value();
    }

    @Override
    public Optional<SessionDetails> session() {
      return Optional.empty();
    }

    @Override
    public Caller caller() {
      return new Caller.User(name(), account.value());
    }

    @Override
    public void describe(RequestContext.Builder context) {
      requireNonNull(context, "context");
      context.host("aws:PrincipalType", "User");
      context.host("aws:PrincipalArn", name());
      context.host("aws:PrincipalAccount", account.value());
      context.host("aws:PrincipalIsAWSService", "false");
      context.host("aws:userid", userId());
      context.host("aws:username", userName.value());
      tags.describe("aws:PrincipalTag/", context);
    }
  }

  /** The root user of an account, which may do there whatever nothing denies it. */
  record Root(AccountId account) implements Principal {
    public Root {
      requireNonNull(account, "account");
    }

    public Arn arn() {
      return IamArn.root(account);
    }

    @Override
    public String name() {
      return arn().toString();
    }

    @Override
    public String userId() {
      return account.value();
    }

    @Override
    public Optional<SessionDetails> session() {
      return Optional.empty();
    }

    @Override
    public Caller caller() {
      return new Caller.Root(account.value());
    }

    @Override
    public Permissions permissions() {
      return Permissions.everything();
    }

    @Override
    public void describe(RequestContext.Builder context) {
      requireNonNull(context, "context");
      context.host("aws:PrincipalType", "Account");
      context.host("aws:PrincipalArn", name());
      context.host("aws:PrincipalAccount", account.value());
      context.host("aws:PrincipalIsAWSService", "false");
      context.host("aws:userid", userId());
    }
  }
}
