package io.sallyport.audit;

import io.sallyport.error.Printable;
import io.sallyport.policy.eval.Decision;
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

    /** One line, whatever the caller named. */
    @Override
    public String toString() {
      return Printable.of(
          "%s %s: %s on %s: %s".formatted(at, principal, action, resource, decision));
    }
  }

  /**
   * There was no proof for too long that the store's changes come through: until there is, each
   * decision asks the store itself, and grants nothing if that can't be asked.
   *
   * @param reason one sentence
   */
  record FreshnessLost(Instant at, String reason) implements AuditEvent {}

  /** The store's changes come through again. */
  record FreshnessRestored(Instant at) implements AuditEvent {}
}
