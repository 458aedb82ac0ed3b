package io.sallyport.user;

import io.sallyport.credential.AccessKeyUse;
import java.util.Optional;

/**
 * Whose an access key is, and its last use.
 *
 * @param userName the user's name; {@code root} for a root user
 * @param use empty if it was never used, or not long enough ago to be known
 */
public record AccessKeyLastUsed(String userName, Optional<AccessKeyUse> use) {}
