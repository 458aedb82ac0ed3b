package io.sallyport.credential;

import java.time.Instant;

/**
 * When an access key was last used, and for what: coarsely, since it is not written at each use.
 *
 * @param service that it was used for, such as {@code s3}
 * @param region that it signed for; may be empty
 */
public record AccessKeyUse(Instant date, String service, String region) {}
