package io.sallyport.example.objectstore;

import java.io.PrintStream;
import java.util.function.Supplier;

/** Tells the steps of a walk: what was done, what came of it, and how it was decided and why. */
final class Steps {
  private final Supplier<String> why;
  private final PrintStream out;
  private int step;

  /**
   * @param why tells, after a call, how it was decided and why; nothing if there was no decision
   */
  Steps(Supplier<String> why, PrintStream out) {
    this.why = why;
    this.out = out;
  }

  void say(String what, String outcome) {
    step++;
    String decisions = why.get();
    out.printf("%n%d. %s%n   %s%n", step, what, outcome);
    if (!decisions.isEmpty()) {
      out.printf("   %s%n", decisions);
    }
  }
}
