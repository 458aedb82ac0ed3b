package io.sallyport.example.objectstore;

/**
 * What a user has who logged in at a provider, once through each of two clients.
 *
 * @param issuer the provider's URL
 * @param thumbprint of the certificate of the key that signed
 * @param client through which the user got the token
 * @param token for this client
 * @param foreign for the other client
 */
record Login(String issuer, String thumbprint, String client, String token, String foreign) {}
