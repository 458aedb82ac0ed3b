package io.sallyport.principal;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.RequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A session of a user's or a root user's own, as GetSessionToken begins it. It may do what its
 * owner may now, but of STS assume roles alone, and of IAM nothing unless it began with a second
 * factor.
 *
 * @param owner a user or a root user, as it is now
 * @param secondFactorAge how long ago a second factor was given, in whole seconds; empty if none
 *     was
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html">GetSessionToken</a>
 */
public record UserSession(
    Principal owner, Optional<Duration> secondFactorAge, SessionDetails details)
    implements Principal {

  private static final PermissionLimit PLAIN = allBut("\"iam:*\",\"sts:*\"");
  private static final PermissionLimit WITH_SECOND_FACTOR = allBut("\"sts:*\"");

  public UserSession {
    if (!(owner instanceof User) && !(owner instanceof Root)) {
      throw new IllegalArgumentException("a session of its own has a user or a root user");
    }
  }

  /** Everything but these actions, and what it takes to assume a role. */
  private static PermissionLimit allBut(String actions) {
    return new PermissionLimit.AtMost(
        List.of(
            new NamedPolicy(
                "what GetSessionToken gives",
                PolicyText.kept(
                    """
                    {"Version":"2012-10-17","Statement":[\
                    {"Effect":"Allow","NotAction":[%s],"Resource":"*"},\
                    {"Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession",\
                    "sts:SetSourceIdentity"],"Resource":"*"}]}\
                    """
                        .formatted(actions),
                    PolicyType.IDENTITY))));
  }

  /** The same, with a second factor that was given just now. */
  public UserSession withSecondFactor() {
    return new UserSession(owner, Optional.of(Duration.ZERO), details);
  }

  @Override
  public AccountId account() {
    return owner.account();
  }

  @Override
  public String name() {
    return owner.name();
  }

  @Override
  public String userId() {
    return owner.userId();
  }

  @Override
  public Optional<SessionDetails> session() {
    return Optional.of(details);
  }

  @Override
  public Caller caller() {
    return owner.caller();
  }

  @Override
  public Permissions permissions() {
    return owner.permissions().within(secondFactorAge.isPresent() ? WITH_SECOND_FACTOR : PLAIN);
  }

  @Override
  public void describe(RequestContext.Builder context) {
    owner.describe(context);
    context.host("aws:TokenIssueTime", details.issuedAt().toString());
    context.host("sts:authentication", "true");
    context.host("aws:MultiFactorAuthPresent", Boolean.toString(secondFactorAge.isPresent()));
    context.host(
        "aws:MultiFactorAuthAge",
        secondFactorAge.stream().map(age -> Long.toString(age.toSeconds())).toArray(String[]::new));
  }
}
