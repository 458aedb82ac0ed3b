package io.sallyport.policy.eval;

import io.sallyport.policy.PolicyDocument;
import java.util.Optional;

/**
 * A policy made ready for decisions. Immutable and thread-safe; meant to be compiled once per text
 * and kept.
 */
public final class CompiledPolicy {
  private final String name;
  private final Optional<String> fault;

  private CompiledPolicy(String name, Optional<String> fault) {
    this.name = name;
    this.fault = fault;
  }

  /**
   * Compiles a document.
   *
   * @param name what to call the policy in decisions
   */
  public static CompiledPolicy compile(String name, PolicyDocument document) {
    return new CompiledPolicy(name, Optional.empty());
  }

  /**
   * Stands for a stored policy that can't be read: every decision it takes part in is a denial with
   * that reason.
   */
  public static CompiledPolicy unreadable(String name, String reason) {
    return new CompiledPolicy(name, Optional.of(reason));
  }

  /** What the policy is called in decisions. */
  public String name() {
    return name;
  }

  Optional<String> fault() {
    return fault;
  }
}
