package io.sallyport.policy.eval;

import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.match.UnevaluableException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A policy made ready for decisions. Immutable and thread-safe; meant to be compiled once per text
 * and kept.
 */
public final class CompiledPolicy {
  private static final CompiledStatement[] NOTHING = {};
  private static final long BASE_WEIGHT = 1_000;

  /** A statement keeps its text, and of patterns a part for each wildcard. */
  private static final long BYTES_PER_CHARACTER = 100;

  private final String name;
  private final Optional<PolicyType> type;
  private final CompiledStatement[] statements;
  private final Optional<String> fault;
  private final Set<String> referencedKeys;
  private final long weight;

  /** Statements per layer, made when first asked for. */
  private final Map<Layer, List<PlacedStatement>> placed = new ConcurrentHashMap<>();

  private CompiledPolicy(
      String name,
      Optional<PolicyType> type,
      CompiledStatement[] statements,
      Optional<String> fault,
      Set<String> referencedKeys,
      long length) {
    this.weight = BASE_WEIGHT + BYTES_PER_CHARACTER * length;
    this.referencedKeys = referencedKeys;
    this.name = name;
    this.type = type;
    this.statements = statements;
    this.fault = fault;
  }

  /**
   * Compiles a document. One that holds what the evaluator doesn't know, such as a condition
   * operator, is {@linkplain #unreadable unreadable}.
   *
   * @param name what to call the policy in decisions
   */
  public static CompiledPolicy compile(String name, PolicyDocument document) {
    CompiledStatement[] statements = new CompiledStatement[document.statements().size()];
    try {
      for (int i = 0; i < statements.length; i++) {
        statements[i] =
            new CompiledStatement(
                i, document.statements().get(i), document.version(), document.type());
      }
    } catch (UnevaluableException e) {
      return unreadable(name, String.valueOf(e.getMessage()));
    }
    return new CompiledPolicy(
        name,
        Optional.of(document.type()),
        statements,
        Optional.empty(),
        ReferencedKeys.of(document),
        document.text().length());
  }

  /**
   * Stands for a stored policy that can't be read: every decision it takes part in is a denial with
   * that reason.
   */
  public static CompiledPolicy unreadable(String name, String reason) {
    String fault = "the policy \"" + name + "\" can't be read: " + reason;
    return new CompiledPolicy(
        name, Optional.empty(), NOTHING, Optional.of(fault), Set.of(), fault.length());
  }

  /** What the policy is called in decisions. */
  public String name() {
    return name;
  }

  /** The context keys that the policy can ask for, in lower case. */
  public Set<String> referencedKeys() {
    return referencedKeys;
  }

  /** How many bytes of memory this takes: no less, often more. */
  public long weight() {
    return weight;
  }

  /** Why decisions that this policy takes part in are denials, if they are. */
  Optional<String> fault() {
    return fault;
  }

  /** The same, also if the policy is used in a layer that it wasn't read for. */
  Optional<String> faultIn(Layer layer) {
    boolean fits =
        type.isEmpty()
            || switch (type.get()) {
              case RESOURCE -> layer == Layer.RESOURCE;
              case TRUST -> layer == Layer.TRUST;
              default -> layer.compareTo(Layer.RESOURCE) < 0;
            };
    return fits
        ? fault
        : Optional.of("the policy \"" + name + "\" was not read as one for this use: " + layer);
  }

  /** The statements in a layer, in order. */
  List<PlacedStatement> statements(Layer layer) {
    return placed.computeIfAbsent(
        layer,
        it -> Arrays.stream(statements).map(each -> new PlacedStatement(each, it, name)).toList());
  }
}
