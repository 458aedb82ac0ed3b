package io.sallyport.policy.eval;

import io.sallyport.policy.Effect;
import io.sallyport.policy.eval.ConditionTrace.Result;
import io.sallyport.policy.match.Facts;
import io.sallyport.policy.match.UnevaluableException;
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
  private final CallerPolicies caller;
  private final ResourcePolicy resource;
  private final CallerLookups limits;

  /** What the statements of each union answered that apply, or that could not be asked. */
  private final Map<PolicyUnion, List<Answer>> answers = new HashMap<>();

  Tracer(AccessRequest request, CallerPolicies caller, ResourcePolicy resource) {
    this.request = request;
    this.caller = caller;
    this.resource = resource;
    this.limits = caller.linear();
  }

  List<LayerTrace> trace() {
    String action = request.actionKey();
    List<LayerTrace> layers = new ArrayList<>();
    trace(caller.unions(), caller.traces(action), layers);
    trace(resource.unions(), resource.traces(action), layers);
    return layers;
  }

  private void trace(List<PolicyUnion> unions, List<TraceIndex> indexes, List<LayerTrace> layers) {
    for (int i = 0; i < indexes.size(); i++) {
      PolicyUnion union = unions.get(i);
      List<Answer> answered = new ArrayList<>();
      layers.add(new LayerTrace(union.layer(), trace(indexes.get(i), answered)));
      answers.put(union, answered);
    }
  }

  /** Find among the answers what asking the caller's policies would have found. */
  CallerLookups callerLookups() {
    return caller.make(policies -> ActionLookups.make(policies.unions(), this::lookup));
  }

  /** The same for the resource's policy. */
  ResourceLookups resourceLookups() {
    return resource.make(ActionLookups.make(resource.unions(), this::lookup));
  }

  private List<StatementTrace> trace(TraceIndex index, List<Answer> answered) {
    StatementTrace[] traces = index.spared();
    BitSet toAsk = index.toAsk(request.resource());
    for (int i = toAsk.nextSetBit(0); i >= 0; i = toAsk.nextSetBit(i + 1)) {
      traces[i] = trace(index.placed(i), answered);
    }
    return List.of(traces);
  }

  /** Finds among the answers what {@link LinearLookup} would have found by asking. */
  private Lookup lookup(List<PolicyUnion> unions, Effect effect) {
    return (asked, among) -> {
      Ruling best = Ruling.NONE;
      for (PolicyUnion union : unions) {
        for (Answer answer : answers.getOrDefault(union, List.of())) {
          boolean counts = answer.effect() == effect && best.strength() != Strength.DIRECT;
          if (counts && answer.ruling().strength().compareTo(best.strength()) > 0) {
            best = answer.ruling();
          }
        }
      }
      return best;
    };
  }

  /** Asks a statement of which the action matches. */
  private StatementTrace trace(PlacedStatement placed, List<Answer> answered) {
    CompiledStatement statement = placed.statement();
    List<ConditionTrace> conditions = new ArrayList<>();
    try {
      Outcome outcome = outcome(statement, conditions);
      if (outcome == Outcome.APPLIES) {
        Ruling ruling = placed.ruling(statement.strengthOfNames(request, limits));
        answered.add(new Answer(statement.effect(), ruling, ""));
      }
      return written(placed, outcome, conditions);
    } catch (UnevaluableException e) {
      String fault = String.valueOf(e.getMessage());
      answered.add(new Answer(statement.effect(), Ruling.NONE, fault));
      return written(placed, Outcome.UNEVALUABLE, conditions);
    }
  }

  private Outcome outcome(CompiledStatement statement, List<ConditionTrace> conditions) {
    if (!statement.resources().matches(request.resource(), request.facts())) {
      return Outcome.OTHER_RESOURCE;
    }
    if (statement.strengthOfNames(request, limits) == Strength.NONE) {
      return Outcome.OTHER_PRINCIPAL;
    }
    for (Condition condition : statement.conditions()) {
      if (!holds(condition, conditions)) {
        return Outcome.CONDITION_FAILED;
      }
    }
    return Outcome.APPLIES;
  }

  private StatementTrace written(
      PlacedStatement placed, Outcome outcome, List<ConditionTrace> conditions) {
    CompiledStatement statement = placed.statement();
    if (outcome == Outcome.OTHER_RESOURCE && statement.variables().length == 0) {
      return placed.otherResource();
    }
    boolean unasked = outcome == Outcome.UNEVALUABLE && conditions.isEmpty();
    boolean resourceMatched = outcome != Outcome.OTHER_RESOURCE && !unasked;
    return new StatementTrace(
        placed.id(),
        statement.source(),
        outcome,
        statement.actions().entry(request.actionKey(), Facts.NONE),
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
      boolean holds = request.facts().holds(condition);
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
  private record Answer(Effect effect, Ruling written, String fault) {

    Ruling ruling() {
      if (!fault.isEmpty()) {
        throw new UnevaluableException(fault);
      }
      return written;
    }
  }
}
