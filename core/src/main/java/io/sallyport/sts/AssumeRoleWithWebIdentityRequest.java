package io.sallyport.sts;

import static java.util.Objects.requireNonNull;

import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.SessionName;
import java.time.Duration;
import java.util.List;

/**
 * What to assume a role with by the word of an identity provider. Immutable: each method answers
 * another request. Tags and source identity are in the token, and nowhere else.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AssumeRoleWithWebIdentity</a>
 */
public final class AssumeRoleWithWebIdentityRequest {
  private static final int SHORTEST = 4;
  private static final int LONGEST = 20_000;

  private final AssumeRoleRequest session;
  private final String token;

  private AssumeRoleWithWebIdentityRequest(AssumeRoleRequest session, String token) {
    this.session = session;
    this.token = token;
  }

  /**
   * A session of one hour.
   *
   * @param token as the provider gave it
   * @throws InvalidInputException if the token has less than 4 characters or more than 20,000, or
   *     the ARN more than 2,048
   */
  public static AssumeRoleWithWebIdentityRequest of(
      Arn roleArn, SessionName sessionName, String token) {
    requireNonNull(roleArn, "roleArn");
    requireNonNull(sessionName, "sessionName");
    requireNonNull(token, "token");
    return new AssumeRoleWithWebIdentityRequest(
        AssumeRoleRequest.of(roleArn, sessionName), checked(token));
  }

  /**
   * As the other, of all as text.
   *
   * @param roleArn such as {@code arn:aws:iam:::role/S3Access}
   * @throws InvalidInputException if one is not of its form
   */
  public static AssumeRoleWithWebIdentityRequest of(
      String roleArn, String sessionName, String token) {
    requireNonNull(roleArn, "roleArn");
    requireNonNull(sessionName, "sessionName");
    requireNonNull(token, "token");
    return new AssumeRoleWithWebIdentityRequest(
        AssumeRoleRequest.of(roleArn, sessionName), checked(token));
  }

  private static String checked(String token) {
    if (token.length() < SHORTEST || token.length() > LONGEST) {
      throw new InvalidInputException("WebIdentityToken", "[hidden]", "4 to 20000 characters long");
    }
    return token;
  }

  /** With another duration: see {@link AssumeRoleRequest#withDuration}. */
  public AssumeRoleWithWebIdentityRequest withDuration(Duration duration) {
    requireNonNull(duration, "duration");
    return new AssumeRoleWithWebIdentityRequest(session.withDuration(duration), token);
  }

  /** With a session policy: see {@link AssumeRoleRequest#withPolicy}. */
  public AssumeRoleWithWebIdentityRequest withPolicy(String policy) {
    requireNonNull(policy, "policy");
    return new AssumeRoleWithWebIdentityRequest(session.withPolicy(policy), token);
  }

  /** With managed policies: see {@link AssumeRoleRequest#withPolicyArns}. */
  public AssumeRoleWithWebIdentityRequest withPolicyArns(List<PolicyArn> arns) {
    requireNonNull(arns, "arns");
    return new AssumeRoleWithWebIdentityRequest(session.withPolicyArns(arns), token);
  }

  /** What is asked for, but for what the token says. */
  public AssumeRoleRequest session() {
    return session;
  }

  /** The provider's token, which proves who asks. */
  public String token() {
    return token;
  }
}
