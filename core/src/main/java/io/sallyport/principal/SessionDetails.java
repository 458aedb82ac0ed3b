package io.sallyport.principal;

import io.sallyport.identity.SourceIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a session besides whose it is. Immutable.
 *
 * @param id names the session in audit, and to revoke it
 * @param issuedAt when it began, in whole seconds
 * @param expiry when it ends
 * @param sourceIdentity whom it is for, if whoever began it said so
 * @param lineage by what it can be revoked
 */
public record SessionDetails(
    String id,
    Instant issuedAt,
    Instant expiry,
    SessionTags tags,
    Optional<SourceIdentity> sourceIdentity,
    Lineage lineage) {}
