package io.sallyport.sts;

import static java.util.Objects.requireNonNull;

import io.sallyport.identity.FederatedName;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.Tags;
import io.sallyport.principal.SessionPolicies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a user federates another with. Immutable: each method answers another request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html">GetFederationToken</a>
 */
public final class GetFederationTokenRequest {
  private final FederatedName name;
  private final Optional<Duration> duration;
  private final SessionPolicies policies;
  private final Tags tags;

  private GetFederationTokenRequest(
      FederatedName name, Optional<Duration> duration, SessionPolicies policies, Tags tags) {
    this.name = name;
    this.duration = duration;
    this.policies = policies;
    this.tags = tags;
  }

  /**
   * A session of twelve hours, if a root user begins it of one. Without a policy it may do nothing,
   * but what a resource's policy allows to this very session.
   *
   * @param name of whom the session is for
   */
  public static GetFederationTokenRequest of(FederatedName name) {
    requireNonNull(name, "name");
    return new GetFederationTokenRequest(name, Optional.empty(), SessionPolicies.NONE, Tags.NONE);
  }

  /**
   * As the other, of a name as text.
   *
   * @throws io.sallyport.error.InvalidInputException if it is not 2 to 32 of its characters
   */
  public static GetFederationTokenRequest of(String name) {
    requireNonNull(name, "name");
    return of(new FederatedName(name));
  }

  /**
   * With another duration.
   *
   * @throws io.sallyport.error.InvalidInputException if it is not from 15 minutes to 36 hours
   */
  public GetFederationTokenRequest withDuration(Duration newDuration) {
    requireNonNull(newDuration, "newDuration");
    Duration checked = Asking.duration(newDuration, GetSessionTokenRequest.LONGEST);
    return new GetFederationTokenRequest(name, Optional.of(checked), policies, tags);
  }

  /**
   * With a session policy.
   *
   * @throws io.sallyport.error.InvalidInputException if it is longer than 2,048 characters, or
   *     empty: no policy is not an empty one
   * @throws io.sallyport.error.MalformedPolicyDocumentException if it is no session policy
   */
  public GetFederationTokenRequest withPolicy(String newPolicy) {
    requireNonNull(newPolicy, "newPolicy");
    return new GetFederationTokenRequest(
        name, duration, Asking.policies(newPolicy, policies), tags);
  }

  /**
   * With managed policies of the user's account: what one of them or the session policy allows is
   * within the limit.
   *
   * @throws io.sallyport.error.InvalidInputException if there are more than ten, or one of them
   *     twice
   */
  public GetFederationTokenRequest withPolicyArns(List<PolicyArn> arns) {
    requireNonNull(arns, "arns");
    return new GetFederationTokenRequest(
        name, duration, new SessionPolicies(policies.inline(), arns), tags);
  }

  /**
   * With tags, each key of which has one value; it takes the place of the user's own.
   *
   * @throws io.sallyport.error.InvalidInputException if a key has several values
   */
  public GetFederationTokenRequest withTags(Tags newTags) {
    requireNonNull(newTags, "newTags");
    return new GetFederationTokenRequest(name, duration, policies, Asking.tags(newTags));
  }

  public FederatedName name() {
    return name;
  }

  /** How long the session is to last, if that was said. */
  public Optional<Duration> duration() {
    return duration;
  }

  /** What limits what the user may do; without one, to nothing. */
  public SessionPolicies policies() {
    return policies;
  }

  /** What the session is to be tagged with. */
  public Tags tags() {
    return tags;
  }
}
