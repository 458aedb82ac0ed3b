package io.sallyport.gate;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.credential.SessionToken;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.keyring.KeyRotation;
import io.sallyport.principal.Federated;
import io.sallyport.principal.Federation;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.Principal;
import io.sallyport.principal.SessionDetails;
import io.sallyport.principal.SessionPolicies;
import io.sallyport.principal.SessionTags;
import io.sallyport.principal.UserSession;
import io.sallyport.session.Revocations;
import io.sallyport.session.Session;
import io.sallyport.session.SessionHolder;
import io.sallyport.session.SessionTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Begins sessions, once all was decided. Thread-safe. */
public final class SessionIssuer {
  private final Revocations revocations;
  private final KeyRotation rotation;
  private final SessionTokens tokens;
  private final RandomIds ids;

  public SessionIssuer(
      Revocations revocations, KeyRotation rotation, SessionTokens tokens, RandomIds ids) {
    this.revocations = revocations;
    this.rotation = rotation;
    this.tokens = tokens;
    this.ids = ids;
  }

  /**
   * What a session is to be.
   *
   * @param account the holder's
   * @param now from before it was decided: what is revoked meanwhile ends it
   */
  record Beginning(
      AccountId account,
      SessionHolder holder,
      SessionPolicies policies,
      SessionTags tags,
      Optional<SourceIdentity> sourceIdentity,
      Instant now,
      Duration duration) {}

  /** A session that has begun. */
  record Begun(Session session, SessionToken token) {
    Credentials credentials() {
      return new Credentials(
          session.accessKeyId(), session.secretKey(), token, session.details().expiry());
    }

    int packedPolicySize() {
      return SessionTokens.packedPolicySize(session);
    }
  }

  /**
   * Begins a session.
   *
   * @param caller who begins it
   * @throws io.sallyport.error.LimitExceededException if it doesn't fit into a token
   */
  Begun begin(Principal caller, Beginning what) {
    String id = ids.unique();
    SessionDetails details =
        new SessionDetails(
            id,
            what.now(),
            what.now().plus(what.duration()),
            what.tags(),
            what.sourceIdentity(),
            new Lineage(marks(id, caller, what)).descending(ancestors(caller)),
            federation(caller));
    Session session =
        new Session(
            new AccessKeyId(ids.sessionAccessKey()),
            SecretKey.of(ids.secretKey()),
            what.account(),
            what.holder(),
            what.policies(),
            details);
    rotation.rotateIfDue();
    return new Begun(session, tokens.seal(session));
  }

  private List<Lineage.Mark> marks(String id, Principal caller, Beginning what) {
    List<Lineage.Mark> marks = new ArrayList<>();
    marks.add(revocations.mark(Lineage.Kind.SESSION, id));
    if (what.holder() instanceof SessionHolder.OfRole role) {
      marks.add(revocations.mark(Lineage.Kind.ROLE, role.id().value()));
    }
    if (caller instanceof Principal.User user) {
      marks.add(revocations.mark(Lineage.Kind.USER, user.id().value()));
    } else if (caller instanceof Principal.Root root) {
      marks.add(revocations.mark(Lineage.Kind.ROOT, root.account().value()));
    } else if (caller instanceof Federated bearer) {
      marks.addAll(revocations.marks(bearer.federation()));
    }
    what.sourceIdentity()
        .ifPresent(who -> marks.add(revocations.mark(Lineage.Kind.SOURCE_IDENTITY, who.value())));
    return marks;
  }

  private static Lineage ancestors(Principal caller) {
    if (caller instanceof Principal.RoleSession session) {
      return session.details().lineage();
    }
    return caller instanceof UserSession session ? session.details().lineage() : Lineage.NONE;
  }

  private static Optional<Federation> federation(Principal caller) {
    return caller instanceof Federated bearer ? Optional.of(bearer.federation()) : Optional.empty();
  }
}
