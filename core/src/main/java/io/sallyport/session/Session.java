package io.sallyport.session;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.AccountId;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.SessionPolicies;

/**
 * A session: all that its token holds. What its holder may do is not here, but read at every use.
 *
 * @param account the holder's
 * @param policies what further limits the session, as it was submitted
 */
public record Session(
    AccessKeyId accessKeyId,
    SecretKey secretKey,
    AccountId account,
    SessionHolder holder,
    SessionPolicies policies,
    SessionDetails details) {

  /** By a provider's word begins a session of a role, and no other. */
  public Session {
    if (details.federation().isPresent() && !(holder instanceof SessionHolder.OfRole)) {
      throw new IllegalArgumentException("a provider vouches for whoever assumes a role alone");
    }
  }
}
