package io.sallyport.sts;

import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.SessionName;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.PermissionLimit;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What to assume a role with. Immutable: each method answers another request.
 *
 * @param duration how long the session is to last, from 15 minutes to the role's maximum
 * @param policies what further limits what the role may do
 * @param externalId what the role's trust policy may ask for; empty for none
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
public record AssumeRoleRequest(
    Arn roleArn,
    SessionName sessionName,
    Duration duration,
    PermissionLimit policies,
    String externalId) {
  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final int MAX_POLICY = 2048;
  private static final int LONGEST_ARN = 2048;
  private static final Pattern EXTERNAL_ID = Pattern.compile("([\\w+=,.@:/-]{2,1224})?");

  public AssumeRoleRequest {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new InvalidInputException(
          "DurationSeconds", Long.toString(duration.toSeconds()), "from 900 to 43200");
    }
    if (!EXTERNAL_ID.matcher(externalId).matches()) {
      throw new InvalidInputException(
          "ExternalId", externalId, "2 to 1224 of A-Z a-z 0-9 _+=,.@:/-");
    }
  }

  /**
   * A session of one hour.
   *
   * @param roleArn such as {@code arn:aws:iam:::role/S3Access}
   */
  public static AssumeRoleRequest of(String roleArn, String sessionName) {
    return new AssumeRoleRequest(
        parse(roleArn),
        new SessionName(sessionName),
        Duration.ofHours(1),
        PermissionLimit.none(),
        "");
  }

  public AssumeRoleRequest withDuration(Duration newDuration) {
    return new AssumeRoleRequest(roleArn, sessionName, newDuration, policies, externalId);
  }

  /**
   * With a session policy.
   *
   * @throws InvalidInputException if it is longer than 2,048 characters, or empty: no policy is not
   *     an empty one
   * @throws io.sallyport.error.MalformedPolicyDocumentException if it is no session policy
   */
  public AssumeRoleRequest withPolicy(String newPolicy) {
    if (newPolicy.isEmpty() || newPolicy.length() > MAX_POLICY) {
      throw new InvalidInputException("Policy", newPolicy, "1 to 2048 characters long");
    }
    PolicyText text = PolicyText.submitted(newPolicy, PolicyType.SESSION, MAX_POLICY);
    return new AssumeRoleRequest(
        roleArn, sessionName, duration, PermissionLimit.session(text), externalId);
  }

  /**
   * With an external id.
   *
   * @throws InvalidInputException if it is empty, or not of its form
   */
  public AssumeRoleRequest withExternalId(String newExternalId) {
    if (newExternalId.isEmpty()) {
      throw new InvalidInputException("ExternalId", newExternalId, "2 to 1224 characters long");
    }
    return new AssumeRoleRequest(roleArn, sessionName, duration, policies, newExternalId);
  }

  private static Arn parse(String text) {
    if (text.length() > LONGEST_ARN) {
      throw new InvalidInputException("RoleArn", text, "at most " + LONGEST_ARN + " characters");
    }
    try {
      return Arn.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("RoleArn", text, "the ARN of a role");
    }
  }
}
