package io.sallyport.sts;

/**
 * Tells whether a provider has vouched for who someone is. Thread-safe; the {@code oidc} module has
 * one for OpenID Connect.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html">AssumeRoleWithWebIdentity</a>
 */
public interface WebIdentityVerifier {

  /**
   * Who a token claims to be from: to find the provider by, and for nothing else, since nothing is
   * verified yet.
   *
   * @param token what a caller sent, of any length
   * @throws io.sallyport.error.InvalidIdentityTokenException if the token names no issuer, or is
   *     none
   */
  String unverifiedIssuer(String token);

  /**
   * Verifies a token: that the provider signed it, for one of the registered clients, and that it
   * is valid now.
   *
   * @param token what a caller sent, of any length
   * @throws io.sallyport.error.InvalidIdentityTokenException if the token is not all of that
   * @throws io.sallyport.error.IdpCommunicationException if the provider's keys can't be had
   * @throws io.sallyport.error.ThrottlingException if too many tokens are being verified
   */
  WebIdentity verify(String token, WebIdentityProvider provider);
}
