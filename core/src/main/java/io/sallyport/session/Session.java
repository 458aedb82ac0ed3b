package io.sallyport.session;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.principal.PermissionLimit;
import java.time.Instant;

/**
 * A session of a role: all that its token holds. What the role may do is not here, but read from
 * the role at every use.
 *
 * @param id names the session in audit
 * @param origin the ARN of who began it
 * @param policies what further limits the session, as it was submitted
 */
public record Session(
    String id,
    Instant issuedAt,
    Instant expiry,
    AccessKeyId accessKeyId,
    SecretKey secretKey,
    AccountId account,
    RoleId roleId,
    RoleName roleName,
    SessionName sessionName,
    String origin,
    PermissionLimit policies) {}
