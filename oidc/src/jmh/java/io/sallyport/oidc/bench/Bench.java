package io.sallyport.oidc.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmark and prints two tables: what each takes, and how many times the bare check of a
 * signature a whole verification takes, each against the fastest there is. Times are medians.
 */
public final class Bench {
  private static final double TARGET = 1.3;

  private Bench() {}

  /** Runs all benchmarks in so many forks as the argument says, and then the flood. */
  public static void main(String[] arguments) throws Exception {
    OptionsBuilder options = new OptionsBuilder();
    options.include(VerificationBenchmark.class.getName()).addProfiler(GCProfiler.class);
    if (arguments.length > 0) {
      options.forks(Integer.parseInt(arguments[0]));
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    System.out.printf("%n%-20s %13s %9s%n", "what", "time", "B/op");
    Map<String, Double> times = new TreeMap<>();
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      double median = time.getStatistics().getPercentile(50);
      String label = result.getParams().getParam("algorithm") + " " + time.getLabel();
      times.put(label, median);
      System.out.printf(
          Locale.ROOT,
          "%-20s %7.0f %s %9.0f%n",
          label,
          median,
          time.getScoreUnit(),
          result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
    System.out.printf("%nwhole verification / bare check, in this run (at most %.1f)%n", TARGET);
    for (String algorithm : List.of("RS256", "ES256", "EdDSA")) {
      double jdk = times.get(algorithm + " jdk");
      double bare = Math.min(jdk, times.getOrDefault(algorithm + " bouncyCastle", jdk));
      System.out.printf(
          Locale.ROOT, "%-6s %6.2f%n", algorithm, times.get(algorithm + " whole") / bare);
    }
    Flood.main(new String[0]);
  }
}
