package io.sallyport.sts;

import io.sallyport.arn.Arn;
import io.sallyport.credential.Credentials;
import io.sallyport.principal.RoleSession;

/**
 * A session of a role, as it was made.
 *
 * @param credentials for the client that will use the session
 * @param principal the session as a caller, with the role's policies as they are now
 * @param packedPolicySize how many percent of the room in the token the session policy takes
 */
public record AssumedRole(Credentials credentials, RoleSession principal, int packedPolicySize) {

  /** {@code arn:aws:sts::account:assumed-role/role/session}. */
  public Arn arn() {
    return principal.arn();
  }

  /** {@code role-id:session-name}. */
  public String assumedRoleId() {
    return principal.userId();
  }
}
