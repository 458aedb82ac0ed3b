package io.sallyport.principal;

import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.FederatedName;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.RequestContext;
import java.util.List;
import java.util.Optional;

/**
 * A session that a user or a root user began for somebody else, by GetFederationToken. It may do
 * what both its owner may now and its own limit allows; without a limit nothing, but what a
 * resource's policy allows to this very session. Of IAM and STS it may do nothing. Its tags are its
 * owner's, as they are now, and its own, of which a key takes the place of the owner's.
 *
 * @param owner a user or a root user, as it is now
 * @param federatedName as the session's maker chose it
 * @param limit what the session was limited to when it was begun
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html">GetFederationToken</a>
 */
public record FederatedUser(
    Principal owner, FederatedName federatedName, PermissionLimit limit, SessionDetails details)
    implements Principal {

  private static final NamedPolicy NO_IAM_AND_STS =
      new NamedPolicy(
          "what GetFederationToken withholds",
          PolicyText.kept(
              """
              {"Version":"2012-10-17","Statement":\
              {"Effect":"Deny","Action":["iam:*","sts:*"],"Resource":"*"}}\
              """,
              PolicyType.IDENTITY));

  public FederatedUser {
    if (!(owner instanceof User) && !(owner instanceof Root)) {
      throw new IllegalArgumentException("a user or a root user federates");
    }
  }

  /** {@code arn:aws:sts::account:federated-user/name}. */
  public Arn arn() {
    return IamArn.federatedUser(account(), federatedName);
  }

  @Override
  public AccountId account() {
    return owner.account();
  }

  @Override
  public String name() {
    return arn().toString();
  }

  /** {@code account:name}. */
  @Override
  public String userId() {
    return account() + ":" + federatedName;
  }

  @Override
  public Optional<SessionDetails> session() {
    return Optional.of(details);
  }

  @Override
  public Caller caller() {
    return new Caller.FederatedUser(name(), account().value(), owner.name());
  }

  @Override
  public Permissions permissions() {
    return owner.permissions().within(limit).plus(List.of(NO_IAM_AND_STS));
  }

  @Override
  public void describe(RequestContext.Builder context) {
    context.host("aws:PrincipalType", "FederatedUser");
    context.host("aws:PrincipalArn", name());
    context.host("aws:PrincipalAccount", account().value());
    context.host("aws:PrincipalIsAWSService", "false");
    context.host("aws:userid", userId());
    context.host("aws:TokenIssueTime", details.issuedAt().toString());
    context.host("aws:MultiFactorAuthPresent", "false");
    Tags own = details.tags().tags();
    if (owner instanceof User user) {
      user.tags().without(own.keys()).describe("aws:PrincipalTag/", context);
    }
    own.describe("aws:PrincipalTag/", context);
  }
}
