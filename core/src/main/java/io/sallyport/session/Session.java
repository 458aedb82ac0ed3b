package io.sallyport.session;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.SessionPolicies;

/**
 * A session of a role: all that its token holds. What the role may do is not here, but read from
 * the role at every use.
 *
 * @param policies what further limits the session, as it was submitted
 */
public record Session(
    AccessKeyId accessKeyId,
    SecretKey secretKey,
    AccountId account,
    RoleId roleId,
    RoleName roleName,
    SessionName sessionName,
    SessionPolicies policies,
    SessionDetails details) {}
