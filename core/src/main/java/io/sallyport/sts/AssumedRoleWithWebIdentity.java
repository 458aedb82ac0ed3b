package io.sallyport.sts;

/**
 * A session of a role, as it was made by the word of an identity provider.
 *
 * @param subject the provider's name for whose session it is
 * @param audience for whom the token was meant: of several, the first that is registered
 * @param issuer the provider's URL
 */
public record AssumedRoleWithWebIdentity(
    AssumedRole session, String subject, String audience, String issuer) {}
