package io.sallyport.principal;

import io.sallyport.credential.SecretKey;

/** A user, and the secret of the access key by which it was found. */
public record KeyHolder(Principal.User user, SecretKey secret) {}
