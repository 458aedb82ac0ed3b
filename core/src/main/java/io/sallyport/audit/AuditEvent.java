package io.sallyport.audit;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.source.Printable;
import io.sallyport.principal.Lineage;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a host may want to record. Holds no secret, no token and no signature. As text
 * each is one line, whatever callers chose for their part of it.
 *
 * <p>The names of these records and of their parts are promised: {@link AuditSink#jsonLines} and
 * {@link AuditSink#flightRecorder} tell events by them. All but those about the instance itself
 * have an {@link Actor}.
 */
public sealed interface AuditEvent {

  Instant at();

  /**
   * Whether a principal may do something was decided.
   *
   * @param action such as {@code s3:GetObject}
   * @param resource the ARN it was asked on
   * @param nearest of a role that nothing lets somebody assume: the statement that came nearest to
   *     it, and what it lacked, without a value of the request
   */
  record Decided(
      Instant at,
      Actor actor,
      String action,
      String resource,
      Decision decision,
      Optional<String> nearest)
      implements AuditEvent {

    /** A decision that says all there is to say. */
    public Decided(Instant at, Actor actor, String action, String resource, Decision decision) {
      this(at, actor, action, resource, decision, Optional.empty());
    }

    @Override
    public String toString() {
      return Printable.of(
          "%s %s %s on %s: %s%s"
              .formatted(
                  at,
                  actor,
                  action,
                  resource,
                  decision,
                  nearest.map(it -> "; the nearest: " + it).orElse("")));
    }
  }

  /**
   * Credentials were given out.
   *
   * @param operation such as {@code sts:AssumeRole}
   * @param session the ARN of the session that began
   * @param sessionId by which it can be revoked
   */
  record Issued(
      Instant at,
      Actor actor,
      String operation,
      String session,
      AccessKeyId accessKeyId,
      String sessionId,
      Instant expiry)
      implements AuditEvent {

    @Override
    public String toString() {
      return Printable.of(
          "%s %s %s began %s as %s with %s until %s"
              .formatted(at, actor, operation, session, sessionId, accessKeyId, expiry));
    }
  }

  /**
   * A web identity token was not accepted. Whether the issuer issued it is not known.
   *
   * @param actor what is known of the sender: never who it is
   * @param issuer whom the token names, cut to 255 characters; empty if it names none
   * @param reason what was wrong, of {@link
   *     io.sallyport.error.InvalidIdentityTokenException.Reason}, or AWS's code of another error
   */
  record IdentityRefused(Instant at, Actor actor, String issuer, String reason)
      implements AuditEvent {
    private static final int LONGEST = 255;

    public IdentityRefused {
      issuer = issuer.substring(0, Math.min(issuer.length(), LONGEST));
    }

    @Override
    public String toString() {
      return Printable.of("%s %s token of %s refused: %s".formatted(at, actor, issuer, reason));
    }
  }

  /**
   * A call of IAM or STS was refused, or failed, for whatever reason; or a browser's form, {@code
   * s3:PutObject}, by the policy that its signer wrote.
   *
   * @param operation such as {@code iam:CreateRole}
   * @param code AWS's code, such as {@code AccessDenied}
   * @param reason what the caller was told
   */
  record Refused(Instant at, Actor actor, String operation, String code, String reason)
      implements AuditEvent {

    @Override
    public String toString() {
      return Printable.of("%s %s %s gave %s: %s".formatted(at, actor, operation, code, reason));
    }
  }

  /**
   * A request did not prove who sent it; the sender is told less.
   *
   * @param service {@code s3}, {@code iam} or {@code sts}
   * @param reason such as {@code SIGNATURE_MISMATCH}: the name of a reason of {@link
   *     io.sallyport.error.InvalidCredentialsException}, of a fault of {@link
   *     io.sallyport.error.MalformedRequestException}, or AWS's code
   * @param accessKeyId what it claims; empty if it can't be read, or may be a misplaced secret
   * @param actor what is known of the sender: never who it is
   */
  record NotAuthenticated(
      Instant at, Actor actor, String service, String reason, Optional<AccessKeyId> accessKeyId)
      implements AuditEvent {

    @Override
    public String toString() {
      String as = accessKeyId.map(id -> " as " + id).orElse("");
      return Printable.of("%s %s not let in to %s%s: %s".formatted(at, actor, service, as, reason));
    }
  }

  /**
   * A change of what is stored was made.
   *
   * @param action such as {@code iam:PutRolePolicy}
   * @param resource the ARN of what was changed
   */
  record Changed(Instant at, Actor actor, String action, String resource) implements AuditEvent {

    @Override
    public String toString() {
      return Printable.of("%s %s did %s to %s".formatted(at, actor, action, resource));
    }
  }

  /**
   * Sessions were revoked.
   *
   * @param actor the host: nobody else can
   * @param kind by what
   * @param name such as the role's id
   * @param issuedBefore if only older ones were
   */
  record Revoked(
      Instant at, Actor actor, Lineage.Kind kind, String name, Optional<Instant> issuedBefore)
      implements AuditEvent {

    @Override
    public String toString() {
      String older = issuedBefore.map(time -> ", issued before " + time).orElse("");
      return Printable.of(
          "%s %s revoked sessions by %s %s%s".formatted(at, actor, kind, name, older));
    }
  }

  /**
   * The key ring was changed.
   *
   * @param actor the host, also where a new key was due
   * @param change what was done
   * @param keyId the token key it was done to; empty if to all
   */
  record KeysChanged(Instant at, Actor actor, KeyChange change, Optional<String> keyId)
      implements AuditEvent {

    @Override
    public String toString() {
      return Printable.of(
          "%s %s token key %s%s"
              .formatted(at, actor, change, keyId.map(id -> " " + id).orElse("")));
    }
  }

  /** What becomes of keys. */
  enum KeyChange {
    ADDED,
    STRUCK_OUT,
    REWRAPPED
  }

  /**
   * There was no proof for too long that the store's changes come through: until there is, each
   * decision asks the store itself, and grants nothing if that can't be asked.
   *
   * @param reason one sentence
   */
  record FreshnessLost(Instant at, String reason) implements AuditEvent {

    @Override
    public String toString() {
      return Printable.of("%s freshness lost: %s".formatted(at, reason));
    }
  }

  /** The store's changes come through again. */
  record FreshnessRestored(Instant at) implements AuditEvent {}

  /**
   * Somebody was refused so often that not each time was told.
   *
   * @param actor who: its principal, or, where none was proven, its address
   * @param count how many more refusals there were than those that were told
   */
  record Withheld(Instant at, Instant since, Actor actor, long count) implements AuditEvent {

    @Override
    public String toString() {
      return Printable.of(
          "%s %s refused %d times more since %s".formatted(at, actor, count, since));
    }
  }

  /**
   * Events came faster than the sink took them.
   *
   * @param count how many were lost
   */
  record Dropped(Instant at, long count) implements AuditEvent {}
}
