package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import io.sallyport.policy.eval.ConditionTrace.Result;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks every statement that can match, also if it can no longer matter, and writes down what came
 * of it. The decision is then made of these very answers.
 */
final class Tracer {
  private final AccessRequest request;
  private final PolicySet policies;

  /** What the rules of each section answered that apply, or that could not be asked. */
  private final Map<Section, List<Answer>> answers = new HashMap<>();

  Tracer(AccessRequest request, PolicySet policies) {
    this.request = request;
    this.policies = policies;
  }

  List<LayerTrace> trace() {
    List<LayerTrace> layers = new ArrayList<>();
    List<TraceIndex> indexes = policies.traces(request.actionKey());
    for (int i = 0; i < indexes.size(); i++) {
      Section section = policies.sections().get(i);
      List<Answer> answered = new ArrayList<>();
      layers.add(new LayerTrace(section.layer(), trace(indexes.get(i), answered)));
      answers.put(section, answered);
    }
    return layers;
  }

  private List<StatementTrace> trace(TraceIndex index, List<Answer> answered) {
    StatementTrace[] traces = index.spared();
    BitSet toAsk = index.toAsk(request.resource());
    for (int i = toAsk.nextSetBit(0); i >= 0; i = toAsk.nextSetBit(i + 1)) {
      traces[i] = trace(index.rule(i), answered);
    }
    return List.of(traces);
  }

  /** Finds among the answers what {@link LinearLookup} would have found by asking. */
  Lookup lookup(List<Section> sections, Effect effect) {
    return (asked, among) -> {
      Grant best = Grant.NONE;
      for (Section section : sections) {
        for (Answer answer : answers.getOrDefault(section, List.of())) {
          boolean counts = answer.effect() == effect && best.strength() != Strength.DIRECT;
          if (counts && answer.grant().strength().compareTo(best.strength()) > 0) {
            best = answer.grant();
          }
        }
      }
      return best;
    };
  }

  /** Asks a rule of which the action matches. */
  private StatementTrace trace(Rule rule, List<Answer> answered) {
    CompiledStatement statement = rule.statement();
    List<ConditionTrace> conditions = new ArrayList<>();
    try {
      Outcome outcome = outcome(statement, conditions);
      if (outcome == Outcome.APPLIES) {
        Grant grant = rule.grant(statement.strengthOfNames(request, policies));
        answered.add(new Answer(statement.effect(), grant, ""));
      }
      return written(rule, outcome, conditions);
    } catch (UnevaluableException e) {
      String fault = String.valueOf(e.getMessage());
      answered.add(new Answer(statement.effect(), Grant.NONE, fault));
      return written(rule, Outcome.UNEVALUABLE, conditions);
    }
  }

  private Outcome outcome(CompiledStatement statement, List<ConditionTrace> conditions) {
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

  private StatementTrace written(Rule rule, Outcome outcome, List<ConditionTrace> conditions) {
    CompiledStatement statement = rule.statement();
    if (outcome == Outcome.OTHER_RESOURCE && statement.variables().length == 0) {
      return rule.otherResource();
    }
    boolean unasked = outcome == Outcome.UNEVALUABLE && conditions.isEmpty();
    boolean resourceMatched = outcome != Outcome.OTHER_RESOURCE && !unasked;
    return new StatementTrace(
        rule.id(),
        statement.source(),
        outcome,
        statement.actions().entry(request.actionKey()),
        resourceMatched ? statement.resources().entry(request) : "",
        known(statement.variables()),
        conditions);
  }

  private Map<String, List<String>> known(String[] keys) {
    Map<String, List<String>> known = new HashMap<>();
    for (String key : keys) {
      List<String> values = request.context().known(key);
      if (!values.isEmpty()) {
        known.put(key, values);
      }
    }
    return known;
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
  private record Answer(Effect effect, Grant written, String fault) {

    Grant grant() {
      if (!fault.isEmpty()) {
        throw new UnevaluableException(fault);
      }
      return written;
    }
  }
}
