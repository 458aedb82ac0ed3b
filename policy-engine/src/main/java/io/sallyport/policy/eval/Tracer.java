package io.sallyport.policy.eval;

import io.sallyport.policy.eval.ConditionTrace.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks every statement, also those that can no longer matter, and writes down what came of it. The
 * decision is then made of these very answers.
 */
final class Tracer {
  private final AccessRequest request;
  private final PolicySet policies;
  private final Map<Rule, Answer> answers = new HashMap<>();

  Tracer(AccessRequest request, PolicySet policies) {
    this.request = request;
    this.policies = policies;
  }

  List<LayerTrace> trace() {
    List<LayerTrace> layers = new ArrayList<>();
    for (Section section : policies.sections()) {
      List<StatementTrace> statements = new ArrayList<>();
      for (CompiledPolicy policy : section.policies()) {
        for (Rule rule : policy.rules(section.layer()).all()) {
          statements.add(trace(rule));
        }
      }
      layers.add(new LayerTrace(section.layer(), statements));
    }
    return layers;
  }

  /** Finds among the answers what {@link LinearLookup} would have found by asking. */
  Lookup lookup(Rule[][] rules) {
    return (asked, among) -> {
      Grant best = Grant.NONE;
      for (Rule[] policy : rules) {
        for (Rule rule : policy) {
          Grant grant = answer(rule).grant();
          best = grant.strength().compareTo(best.strength()) > 0 ? grant : best;
          if (best.strength() == Strength.DIRECT) {
            return best;
          }
        }
      }
      return best;
    };
  }

  private Answer answer(Rule rule) {
    return answers.computeIfAbsent(rule, this::ask);
  }

  private StatementTrace trace(Rule rule) {
    return answer(rule).trace();
  }

  private Answer ask(Rule rule) {
    List<ConditionTrace> conditions = new ArrayList<>();
    try {
      Grant grant = Grant.NONE;
      Outcome outcome = outcome(rule.statement(), conditions);
      if (outcome == Outcome.APPLIES) {
        grant = rule.grant(rule.statement().strengthOfNames(request, policies));
      }
      return new Answer(written(rule, outcome, conditions), grant, "");
    } catch (UnevaluableException e) {
      String fault = String.valueOf(e.getMessage());
      return new Answer(written(rule, Outcome.UNEVALUABLE, conditions), Grant.NONE, fault);
    }
  }

  private static StatementTrace written(
      Rule rule, Outcome outcome, List<ConditionTrace> conditions) {
    return new StatementTrace(rule.id(), rule.statement().effect(), outcome, conditions);
  }

  private Outcome outcome(CompiledStatement statement, List<ConditionTrace> conditions) {
    if (!statement.matchesAction(request.actionKey())) {
      return Outcome.OTHER_ACTION;
    }
    if (!statement.resources().matches(request.resource(), request.context())) {
      return Outcome.OTHER_RESOURCE;
    }
    if (statement.strengthOfNames(request, policies) == Strength.NONE) {
      return Outcome.OTHER_PRINCIPAL;
    }
    for (Condition condition : statement.conditions()) {
      if (!holds(condition, conditions)) {
        return Outcome.CONDITION_FAILED;
      }
    }
    return Outcome.APPLIES;
  }

  private boolean holds(Condition condition, List<ConditionTrace> conditions) {
    try {
      boolean holds = condition.holds(request.context());
      List<String> values = request.context().read(condition.key());
      conditions.add(written(condition, values, holds ? Result.HOLDS : Result.FAILS));
      return holds;
    } catch (UnevaluableException e) {
      conditions.add(written(condition, List.of(), Result.UNEVALUABLE));
      throw e;
    }
  }

  private static ConditionTrace written(Condition condition, List<String> values, Result result) {
    return new ConditionTrace(
        condition.operator(), condition.key(), condition.policyValues(), values, result);
  }

  /**
   * What a statement answered.
   *
   * @param fault why it couldn't; empty if it could
   */
  private record Answer(StatementTrace trace, Grant written, String fault) {

    Grant grant() {
      if (!fault.isEmpty()) {
        throw new UnevaluableException(fault);
      }
      return written;
    }
  }
}
