package io.sallyport.sts;

import io.sallyport.arn.Arn;
import io.sallyport.credential.Credentials;

/**
 * A session of a role, as it was made.
 *
 * @param arn {@code arn:aws:sts::account:assumed-role/role/session}
 * @param assumedRoleId {@code role-id:session-name}
 * @param packedPolicySize how many percent of the room in the token the session policy takes
 */
public record AssumedRole(
    Credentials credentials, Arn arn, String assumedRoleId, int packedPolicySize) {}
