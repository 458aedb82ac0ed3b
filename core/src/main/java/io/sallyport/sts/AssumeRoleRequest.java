package io.sallyport.sts;

import static java.util.Objects.requireNonNull;

import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.SessionName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tags;
import io.sallyport.principal.SessionPolicies;
import io.sallyport.principal.SessionTags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What to assume a role with. Immutable: each method answers another request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
public final class AssumeRoleRequest {
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final int LONGEST_ARN = 2048;
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

  private final Arn roleArn;
  private final SessionName sessionName;
  private Duration duration = Duration.ofHours(1);
  private SessionPolicies policies = SessionPolicies.NONE;
  private SessionTags tags = SessionTags.NONE;
  private String externalId = "";
  private Optional<SourceIdentity> sourceIdentity = Optional.empty();
  private Optional<MfaCode> mfaCode = Optional.empty();

  private AssumeRoleRequest(Arn roleArn, SessionName sessionName) {
    this.roleArn = roleArn;
    this.sessionName = sessionName;
  }

  /**
   * A session of one hour.
   *
   * @throws InvalidInputException if the ARN has more than 2,048 characters
   */
  public static AssumeRoleRequest of(Arn roleArn, SessionName sessionName) {
    requireNonNull(roleArn, "roleArn");
    requireNonNull(sessionName, "sessionName");
    checkLength(roleArn.toString());
    return new AssumeRoleRequest(roleArn, sessionName);
  }

  /**
   * As the other, of both as text.
   *
   * @param roleArn such as {@code arn:aws:iam:::role/S3Access}
   * @throws InvalidInputException if one is not of its form
   */
  public static AssumeRoleRequest of(String roleArn, String sessionName) {
    requireNonNull(roleArn, "roleArn");
    requireNonNull(sessionName, "sessionName");
    return new AssumeRoleRequest(parse(roleArn), new SessionName(sessionName));
  }

  private AssumeRoleRequest copy() {
    AssumeRoleRequest copy = new AssumeRoleRequest(roleArn, sessionName);
    copy.duration = duration;
    copy.policies = policies;
    copy.tags = tags;
    copy.externalId = externalId;
    copy.sourceIdentity = sourceIdentity;
    copy.mfaCode = mfaCode;
    return copy;
  }

  /**
   * With another duration.
   *
   * @throws InvalidInputException if it is not from 15 minutes to 12 hours
   */
  public AssumeRoleRequest withDuration(Duration newDuration) {
    requireNonNull(newDuration, "newDuration");
    AssumeRoleRequest copy = copy();
    copy.duration = Asking.duration(newDuration, LONGEST);
    return copy;
  }

  /**
   * With a session policy.
   *
   * @throws InvalidInputException if it is longer than 2,048 characters, or empty: no policy is not
   *     an empty one
   * @throws io.sallyport.error.MalformedPolicyDocumentException if it is no session policy
   */
  public AssumeRoleRequest withPolicy(String newPolicy) {
    requireNonNull(newPolicy, "newPolicy");
    AssumeRoleRequest copy = copy();
    copy.policies = Asking.policies(newPolicy, policies);
    return copy;
  }

  /**
   * With managed policies of the role's account that limit the session as a session policy does.
   *
   * @throws InvalidInputException if there are more than ten, or one of them twice
   */
  public AssumeRoleRequest withPolicyArns(List<PolicyArn> arns) {
    requireNonNull(arns, "arns");
    AssumeRoleRequest copy = copy();
    copy.policies = new SessionPolicies(policies.inline(), arns);
    return copy;
  }

  /**
   * With tags, each key of which has one value.
   *
   * @param transitiveKeys those of their keys that sessions inherit that are begun by this one
   * @throws InvalidInputException if a key has several values, or a transitive one is no tag's
   */
  public AssumeRoleRequest withTags(Tags newTags, Set<String> transitiveKeys) {
    requireNonNull(newTags, "newTags");
    requireNonNull(transitiveKeys, "transitiveKeys");
    AssumeRoleRequest copy = copy();
    copy.tags = new SessionTags(Asking.tags(newTags), transitiveKeys);
    return copy;
  }

  /**
   * With an external id.
   *
   * @throws InvalidInputException if it is empty, or not of its form
   */
  public AssumeRoleRequest withExternalId(String newExternalId) {
    requireNonNull(newExternalId, "newExternalId");
    if (!EXTERNAL_ID.matcher(newExternalId).matches()) {
      throw new InvalidInputException(
          "ExternalId", "[hidden]", "2 to 1224 of A-Z a-z 0-9 _+=,.@:/-");
    }
    AssumeRoleRequest copy = copy();
    copy.externalId = newExternalId;
    return copy;
  }

  /** With whom the session is for. */
  public AssumeRoleRequest withSourceIdentity(SourceIdentity newSourceIdentity) {
    requireNonNull(newSourceIdentity, "newSourceIdentity");
    AssumeRoleRequest copy = copy();
    copy.sourceIdentity = Optional.of(newSourceIdentity);
    return copy;
  }

  /** With a second factor: {@code aws:MultiFactorAuthPresent} is true to whoever is asked. */
  public AssumeRoleRequest withMfaCode(MfaCode newMfaCode) {
    requireNonNull(newMfaCode, "newMfaCode");
    AssumeRoleRequest copy = copy();
    copy.mfaCode = Optional.of(newMfaCode);
    return copy;
  }

  public Arn roleArn() {
    return roleArn;
  }

  public SessionName sessionName() {
    return sessionName;
  }

  /** How long the session is to last, from 15 minutes to the role's maximum. */
  public Duration duration() {
    return duration;
  }

  /** What further limits what the role may do. */
  public SessionPolicies policies() {
    return policies;
  }

  /** What the session is to be tagged with. */
  public SessionTags tags() {
    return tags;
  }

  /** What the role's trust policy may ask for; empty for none. */
  public String externalId() {
    return externalId;
  }

  /** Whom the session is for. */
  public Optional<SourceIdentity> sourceIdentity() {
    return sourceIdentity;
  }

  /** The second factor, if one was given. */
  public Optional<MfaCode> mfaCode() {
    return mfaCode;
  }

  private static Arn parse(String text) {
    checkLength(text);
    try {
      return Arn.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("RoleArn", text, "the ARN of a role");
    }
  }

  private static void checkLength(String arn) {
    if (arn.length() > LONGEST_ARN) {
      throw new InvalidInputException("RoleArn", arn, "at most " + LONGEST_ARN + " characters");
    }
  }
}
