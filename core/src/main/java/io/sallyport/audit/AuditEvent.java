package io.sallyport.audit;

import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.source.Printable;
import java.time.Instant;

/** Something that a host may want to record. Holds no secret. */
public sealed interface AuditEvent {

  Instant at();

  /**
   * Whether a principal may do something was decided.
   *
   * @param principal the caller's ARN
   * @param action such as {@code s3:GetObject}
   * @param resource the ARN it was asked on
   */
  record Decided(Instant at, String principal, String action, String resource, Decision decision)
      implements AuditEvent {

    /** On one line, whatever the caller chose for a key. */
    @Override
    public String toString() {
      return Printable.of(
          "%s %s %s on %s: %s".formatted(at, principal, action, resource, decision));
    }
  }

  /**
   * A web identity token was not accepted. Who sent it is not known, and whether the issuer issued
   * it neither.
   *
   * @param issuer whom the token names; empty if it names none
   * @param reason what was wrong, of {@link
   *     io.sallyport.error.InvalidIdentityTokenException.Reason}, or AWS's code of another error
   */
  record IdentityRefused(Instant at, String issuer, String reason) implements AuditEvent {

    @Override
    public String toString() {
      return Printable.of("%s token of %s refused: %s".formatted(at, issuer, reason));
    }
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
}
