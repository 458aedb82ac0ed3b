package io.sallyport.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and prints two tables: what each takes, and how many times what it must take
 * at least. Times are medians, which tell the same on a machine that has other work to do.
 */
public final class Bench {
  private static final List<Ratio> RATIOS =
      List.of(
          new Ratio("head and check / its crypto", "headAndCheck", "", "crypto", 5),
          new Ratio("check / the bare signature", "check", "", "signature", 2),
          new Ratio("an unseen session adds / AEAD", "sessionUnseen", "sessionSeen", "aeadOpen", 2),
          new Ratio("AssumeRole / its crypto", "assumeRole", "", "assumeRoleCrypto", 2.5));

  private Bench() {}

  /** What a benchmark takes, less what another does, in times of a third. */
  private record Ratio(String what, String label, String less, String base, double target) {

    String row(Map<String, Double> times) {
      double time = times.getOrDefault(label, Double.NaN) - times.getOrDefault(less, 0.0);
      double ratio = time / times.getOrDefault(base, Double.NaN);
      return String.format(Locale.ROOT, "%-32s %6.2f  (at most %.1f)", what, ratio, target);
    }
  }

  /** Runs all benchmarks, or those of the given pattern, in so many forks. */
  public static void main(String[] arguments) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(arguments.length > 0 ? arguments[0] : "io.sallyport.bench");
    options.addProfiler(GCProfiler.class);
    if (arguments.length > 1) {
      options.forks(Integer.parseInt(arguments[1]));
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    System.out.printf("%n%-18s %13s %9s%n", "what", "time", "B/op");
    Map<String, Double> times = new TreeMap<>();
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      double median = time.getStatistics().getPercentile(50);
      times.put(time.getLabel(), median);
      System.out.printf(
          Locale.ROOT,
          "%-18s %7.0f %s %9.0f%n",
          time.getLabel(),
          median,
          time.getScoreUnit(),
          result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
    System.out.printf("%n%-32s %6s%n", "ratio, in this run", "times");
    RATIOS.forEach(ratio -> System.out.println(ratio.row(times)));
  }
}
