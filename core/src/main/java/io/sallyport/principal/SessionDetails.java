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
 * @param federation by whose word it began, if by a provider's
 */
public record SessionDetails(
    String id,
    Instant issuedAt,
    Instant expiry,
    SessionTags tags,
    Optional<SourceIdentity> sourceIdentity,
    Lineage lineage,
    Optional<Federation> federation) {

  /** A session that no provider vouched for. */
  public SessionDetails(
      String id,
      Instant issuedAt,
      Instant expiry,
      SessionTags tags,
      Optional<SourceIdentity> sourceIdentity,
      Lineage lineage) {
    this(id, issuedAt, expiry, tags, sourceIdentity, lineage, Optional.empty());
  }
}
