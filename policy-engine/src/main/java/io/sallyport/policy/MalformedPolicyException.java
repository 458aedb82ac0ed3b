package io.sallyport.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A text is not a valid policy of the type it was read as. Knows every problem that was found. */
public final class MalformedPolicyException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int LISTED = 10;

  private final transient List<Problem> problems;

  /** Lists the problems, of which the message shows the first ten. */
  public MalformedPolicyException(List<Problem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order of the text. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    String listed =
        problems.stream().limit(LISTED).map(Problem::toString).collect(Collectors.joining("; "));
    int more = problems.size() - LISTED;
    return "the policy is malformed: " + listed + (more > 0 ? "; and " + more + " more" : "");
  }
}
