package io.sallyport.credential;

/** An access key of a user, with its secret. Prints no secret. */
public record AccessKey(AccessKeyId id, SecretKey secret) {}
