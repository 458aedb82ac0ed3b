package io.sallyport.sts;

import io.sallyport.credential.Credentials;
import io.sallyport.principal.Principal;

/**
 * A session that a user began, as it was made.
 *
 * @param credentials for the client that will use the session
 * @param principal the session as a caller, as it may now: its {@link Principal#name() name} is
 *     {@code arn:aws:sts::account:federated-user/name} if it is a federated user's, and its {@link
 *     Principal#userId() id} {@code account:name}; else they are its user's own
 * @param packedPolicySize how many percent of the room in the token its policies and tags take
 */
public record BegunSession(Credentials credentials, Principal principal, int packedPolicySize) {}
