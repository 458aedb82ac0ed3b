package io.sallyport.credential;

import java.time.Instant;

/** What is known of an access key without its secret. */
public record AccessKeyMetadata(AccessKeyId id, AccessKeyStatus status, Instant createDate) {}
