package io.sallyport.simulation;

import java.util.List;
import java.util.Optional;

/**
 * What the policies say of one action on one resource.
 *
 * @param matched the statements that the verdict is of
 * @param missing the condition keys that the policies ask for and the request doesn't have
 * @param boundary whether the permissions boundary allows it; empty if there is none
 */
public record SimulationResult(
    String action,
    String resource,
    Verdict verdict,
    List<MatchedStatement> matched,
    List<String> missing,
    Optional<Verdict> boundary) {

  public SimulationResult {
    matched = List.copyOf(matched);
    missing = List.copyOf(missing);
  }

  /** A decision, as AWS's simulator calls it. */
  public enum Verdict {
    ALLOWED("allowed"),
    EXPLICITLY_DENIED("explicitDeny"),
    IMPLICITLY_DENIED("implicitDeny");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** As AWS writes it. */
    public String text() {
      return text;
    }
  }

  /**
   * A statement that matched.
   *
   * @param policyId what its policy is called
   * @param policyType what has the policy: {@code user}, {@code role}, {@code aws-managed}, {@code
   *     user-managed}, {@code resource} or {@code none}
   */
  public record MatchedStatement(String policyId, String policyType, Place start, Place end) {}

  /** A place in a document; lines and columns count from 1. */
  public record Place(int line, int column) {}
}
