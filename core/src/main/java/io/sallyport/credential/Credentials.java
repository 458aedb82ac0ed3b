package io.sallyport.credential;

import java.time.Instant;

/**
 * Temporary credentials, as STS gives them out. Prints neither secret nor token.
 *
 * @param accessKeyId names the session in the requests that it signs
 * @param secretKey signs them
 * @param sessionToken goes with each of them
 * @param expiration when they end
 */
public record Credentials(
    AccessKeyId accessKeyId, SecretKey secretKey, SessionToken sessionToken, Instant expiration) {}
