package io.sallyport.gate;

import io.sallyport.audit.AuditEvent;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.error.InvalidCredentialsException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.journal.Journal;
import io.sallyport.keyring.KeyRotation;
import io.sallyport.principal.Federated;
import io.sallyport.principal.Federation;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.Principal;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.SessionPolicies;
import io.sallyport.principal.SessionTags;
import io.sallyport.session.Revocations;
import io.sallyport.session.Session;
import io.sallyport.session.SessionHolder;
import io.sallyport.session.SessionTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Begins sessions, once all was decided. Thread-safe. */
public final class SessionIssuer {
  private final Revocations revocations;
  private final KeyRotation rotation;
  private final SessionTokens tokens;
  private final RandomIds ids;
  private final Journal journal;

  public SessionIssuer(
      Revocations revocations,
      KeyRotation rotation,
      SessionTokens tokens,
      RandomIds ids,
      Journal journal) {
    this.revocations = revocations;
    this.rotation = rotation;
    this.tokens = tokens;
    this.ids = ids;
    this.journal = journal;
  }

  /**
   * What a session is to be.
   *
   * @param operation what begins it, such as {@code sts:AssumeRole}
   * @param account the holder's
   * @param now from before it was decided: what is revoked meanwhile ends it
   */
  record Beginning(
      String operation,
      AccountId account,
      SessionHolder holder,
      SessionPolicies policies,
      SessionTags tags,
      Optional<SourceIdentity> sourceIdentity,
      Instant now,
      Duration duration) {}

  /** A session that has begun, and as who it calls. */
  record Begun<P extends Principal>(P principal, Credentials credentials, int packedPolicySize) {}

  /**
   * Requires that sessions begin by this caller now: before its second factor is spent on one.
   *
   * @throws InvalidCredentialsException if its own session was revoked
   * @throws io.sallyport.error.ThrottlingException if those that it began were, just now
   */
  void requireMayBegin(Principal caller, Instant now) {
    requireUnrevoked(caller);
    revocations.requireLasting(ofCaller(caller), now);
  }

  private void requireUnrevoked(Principal caller) {
    if (caller.session().filter(revocations::end).isPresent()) {
      throw new InvalidCredentialsException(InvalidCredentialsException.Reason.REVOKED);
    }
  }

  /**
   * Begins a session, and notes it.
   *
   * @param asker who begins it
   * @param as who calls with it
   * @throws InvalidCredentialsException if the caller's own session was revoked
   * @throws io.sallyport.error.ThrottlingException if it would be one of those revoked just now
   * @throws io.sallyport.error.LimitExceededException if it doesn't fit into a token
   */
  <P extends Principal> Begun<P> begin(Asker asker, Beginning what, Function<Session, P> as) {
    Principal caller = asker.caller();
    requireUnrevoked(caller);
    String id = ids.unique();
    Lineage ancestors = caller.session().map(SessionDetails::lineage).orElse(Lineage.NONE);
    SessionDetails details =
        new SessionDetails(
            id,
            what.now(),
            what.now().plus(what.duration()),
            what.tags(),
            what.sourceIdentity(),
            new Lineage(marks(id, caller, what)).descending(ancestors),
            federation(caller));
    revocations.requireLasting(details.lineage().marks(), details.issuedAt());
    Session session =
        new Session(
            new AccessKeyId(ids.sessionAccessKey()),
            SecretKey.of(ids.secretKey()),
            what.account(),
            what.holder(),
            what.policies(),
            details);
    rotation.rotateIfDue();
    SessionToken token = tokens.seal(session);
    P principal = as.apply(session);
    journal.metrics().sessionBegun(what.operation());
    if (journal.isKept()) {
      journal.note(
          new AuditEvent.Issued(
              journal.now(),
              asker.actor(),
              what.operation(),
              principal.name(),
              session.accessKeyId(),
              id,
              details.expiry()));
    }
    return new Begun<>(
        principal,
        new Credentials(session.accessKeyId(), session.secretKey(), token, details.expiry()),
        SessionTokens.packedPolicySize(session));
  }

  private List<Lineage.Mark> marks(String id, Principal caller, Beginning what) {
    List<Lineage.Mark> marks = new ArrayList<>();
    marks.add(revocations.mark(Lineage.Kind.SESSION, id));
    if (what.holder() instanceof SessionHolder.OfRole role) {
      marks.add(revocations.mark(Lineage.Kind.ROLE, role.id().value()));
    }
    marks.addAll(ofCaller(caller));
    what.sourceIdentity()
        .ifPresent(who -> marks.add(revocations.mark(Lineage.Kind.SOURCE_IDENTITY, who.value())));
    return marks;
  }

  private List<Lineage.Mark> ofCaller(Principal caller) {
    if (caller instanceof Principal.User user) {
      return List.of(revocations.mark(Lineage.Kind.USER, user.id().value()));
    }
    if (caller instanceof Principal.Root root) {
      return List.of(revocations.mark(Lineage.Kind.ROOT, root.account().value()));
    }
    return caller instanceof Federated bearer ? revocations.marks(bearer.federation()) : List.of();
  }

  private static Optional<Federation> federation(Principal caller) {
    return caller instanceof Federated bearer ? Optional.of(bearer.federation()) : Optional.empty();
  }
}
