package io.sallyport.error;

import io.sallyport.policy.source.Printable;

/**
 * A provider vouches for a claim that can't be taken: session tags or a source identity that break
 * a rule, or a name that would pass for another claim. Told to the caller, whose token it is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AssumeRoleWithWebIdentity</a>
 */
public final class RejectedClaimException extends IamException {
  private static final long serialVersionUID = 1L;

  /**
   * What is wrong.
   *
   * @param claim its name
   * @param rule what it has to be
   */
  public RejectedClaimException(String claim, String rule) {
    super(
        "IDPRejectedClaim",
        403,
        "the claim " + Printable.quote(claim) + " of the web identity token has to be " + rule);
  }
}
