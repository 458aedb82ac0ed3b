package io.sallyport.principal;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.UserName;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.RequestContext;
import java.util.List;
import java.util.Optional;

/**
 * Somebody whom the host lets do everything of S3 and IAM when nothing else helps, by a key that
 * the host itself keeps: a policy shuts everybody out, or what says who may do what can't be asked.
 * No policy, boundary or list of anybody's counts against it; the check of its signature does. It
 * is no user, and begins no session.
 *
 * @param who who it is, as audit and log have it
 * @see io.sallyport.SallyportBuilder#breakGlass
 */
public record BreakGlass(AccountId account, UserName who) implements Principal {
  private static final String KIND = "break-glass";

  private static final Permissions EVERYTHING =
      new Permissions(
          List.of(
              new NamedPolicy(
                  KIND,
                  PolicyText.kept(
                      """
                      {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
                      "Action":["s3:*","iam:*"],"Resource":"*"}}\
                      """,
                      PolicyType.IDENTITY))),
          PermissionLimit.none(),
          PermissionLimit.none());

  /** {@code arn:aws:iam::account:break-glass/name}, which no user, role or group has. */
  @Override
  public String name() {
    return IamArn.breakGlass(account, who).toString();
  }

  @Override
  public String userId() {
    return KIND + ":" + who;
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
  public Permissions permissions() {
    return EVERYTHING;
  }

  @Override
  public void describe(RequestContext.Builder context) {
    context.host("aws:PrincipalType", "BreakGlass");
    context.host("aws:PrincipalArn", name());
    context.host("aws:PrincipalAccount", account.value());
    context.host("aws:PrincipalIsAWSService", "false");
    context.host("aws:userid", userId());
  }
}
