package io.sallyport.policy.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and prints a table: time, ratio to the hand-written loop, bytes allocated.
 */
public final class Bench {

  private Bench() {}

  /** Runs all benchmarks, or those of the given pattern. */
  public static void main(String[] arguments) throws RunnerException {
    String include = arguments.length > 0 ? arguments[0] : "io.sallyport.policy.bench";
    OptionsBuilder options = new OptionsBuilder();
    options.include(include).addProfiler(GCProfiler.class);
    if (arguments.length > 1) {
      options.forks(Integer.parseInt(arguments[1]));
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    System.out.printf("%n%-10s %-9s %12s %9s %9s%n", "what", "of", "time", "ratio", "B/op");
    for (RunResult result : results) {
      System.out.println(row(result, results));
    }
  }

  private static String row(RunResult result, Collection<RunResult> all) {
    Result<?> time = result.getPrimaryResult();
    Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return String.format(
        Locale.ROOT,
        "%-10s %-9s %7.1f %s %9s %9.1f",
        time.getLabel(),
        parameter(result),
        time.getScore(),
        time.getScoreUnit(),
        ratio(result, all),
        bytes == null ? Double.NaN : bytes.getScore());
  }

  /** To the hand-written loop in the same run, if there is one for the workload. */
  private static String ratio(RunResult result, Collection<RunResult> all) {
    return all.stream()
        .filter(it -> it.getPrimaryResult().getLabel().equals("baseline"))
        .filter(it -> parameter(it).equals(parameter(result)))
        .map(it -> result.getPrimaryResult().getScore() / it.getPrimaryResult().getScore())
        .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
        .findFirst()
        .orElse("");
  }

  private static String parameter(RunResult result) {
    return result.getParams().getParamsKeys().stream()
        .map(result.getParams()::getParam)
        .collect(Collectors.joining(" "));
  }
}
