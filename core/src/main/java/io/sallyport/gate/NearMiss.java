package io.sallyport.gate;

import io.sallyport.policy.Effect;
import io.sallyport.policy.eval.ConditionTrace;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Layer;
import io.sallyport.policy.eval.Outcome;
import io.sallyport.policy.eval.StatementTrace;
import io.sallyport.policy.eval.Trace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which statement came nearest to allow that a role is assumed, where none did. Names statements,
 * operators and keys, as policies have them, and no value of the request: for audit events.
 */
final class NearMiss {
  private NearMiss() {}

  /** In one line; empty if something allows it or denies it, or nothing came near. */
  static Optional<String> of(Trace trace) {
    if (!(trace.decision() instanceof Decision.ImplicitlyDenied denied)) {
      return Optional.empty();
    }
    List<StatementTrace> ofTrust = allowing(trace, Layer.TRUST);
    // Nobody's policies open a role whose trust policy doesn't.
    boolean isTrusted = ofTrust.stream().anyMatch(it -> it.outcome() == Outcome.APPLIES);
    List<StatementTrace> lacking =
        isTrusted ? allowing(trace, denied.firstWithoutAllow()) : ofTrust;
    return lacking.stream()
        .filter(it -> it.outcome() == Outcome.CONDITION_FAILED)
        .max(Comparator.comparingInt(it -> it.conditions().size()))
        .flatMap(NearMiss::unmet)
        .or(() -> isTrusted ? Optional.empty() : otherwise(ofTrust));
  }

  private static List<StatementTrace> allowing(Trace trace, Layer layer) {
    return trace.layers().stream()
        .filter(it -> it.layer() == layer)
        .flatMap(it -> it.statements().stream())
        .filter(it -> it.statement().effect() == Effect.ALLOW)
        .toList();
  }

  private static Optional<String> unmet(StatementTrace near) {
    return near.conditions().stream()
        .filter(it -> it.result() == ConditionTrace.Result.FAILS)
        .map(it -> near.id() + ", but for " + it.operator() + " " + it.key())
        .findFirst();
  }

  private static Optional<String> otherwise(List<StatementTrace> ofTrust) {
    return ofTrust.stream()
        .filter(it -> it.outcome() == Outcome.OTHER_PRINCIPAL)
        .map(it -> it.id() + ", which is about other callers")
        .findFirst()
        .or(
            () ->
                ofTrust.stream()
                    .filter(it -> it.outcome() == Outcome.OTHER_ACTION)
                    .map(it -> it.id() + ", which is about other actions")
                    .findFirst());
  }
}
