package io.sallyport.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A text is not a valid policy of the type it was read as. Knows what is wrong, and where. */
public final class MalformedPolicyException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 10;

  private final List<Problem> problems;
  private final int unlisted;

  /** Lists every problem. */
  public MalformedPolicyException(List<Problem> problems) {
    this(problems, 0);
  }

  /**
   * Lists the problems, of which the message shows the first ten and counts the others.
   *
   * @param unlisted how many more there are that the list leaves out
   */
  public MalformedPolicyException(List<Problem> problems, int unlisted) {
    super(message(problems, unlisted));
    this.problems = List.copyOf(problems);
    this.unlisted = unlisted;
  }

  /**
   * The problems, in the order of the text. The reader lists the first 1,000 that it finds; fewer,
   * if they are of 262,144 characters already.
   */
  public List<Problem> problems() {
    return problems;
  }

  /** How many problems there are besides those listed. */
  public int unlisted() {
    return unlisted;
  }

  private static String message(List<Problem> problems, int unlisted) {
    String shown =
        problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("; "));
    int more = Math.max(0, problems.size() - SHOWN) + unlisted;
    return "the policy is malformed: " + shown + (more > 0 ? "; and " + more + " more" : "");
  }
}
