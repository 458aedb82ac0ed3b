package io.sallyport.policy.bench;

import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.eval.Trace;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One operation is one decision; requests are drawn in random order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DecisionBenchmark {
  private static final int[] EXPECTED = {Baseline.IMPLICIT, Baseline.ALLOW, Baseline.DENY};

  @Param({"W1", "W2", "W3", "W4", "W5"})
  private String workload;

  private final PolicyEvaluator evaluator = PolicyEvaluator.create();
  private Workload.Question[] questions;
  private CallerPolicies policies;
  private ResourcePolicy bucket;
  private Baseline baseline;
  private long random = 88172645463325252L;

  /** Reads the workload, and reproduces every verdict before anything is timed. */
  @Setup
  public void setUp() {
    Workload read = Workload.read(workload);
    questions = read.questions().toArray(Workload.Question[]::new);
    policies = read.callerPolicies();
    bucket = read.bucketPolicy();
    baseline = new Baseline(read);
    for (int round = 0; round < 3; round++) {
      for (Workload.Question question : questions) {
        check(question);
      }
    }
  }

  private void check(Workload.Question question) {
    String decided = Workload.verdict(evaluator.decide(question.request(), policies, bucket));
    String[] names = {"ImplicitDeny", "Allow", "ExplicitDeny"};
    String plain = names[EXPECTED[baseline.decide(question)]];
    if (!decided.equals(question.expected()) || !plain.equals(question.expected())) {
      throw new IllegalStateException(
          question + " is " + question.expected() + ", not " + decided + " or " + plain);
    }
  }

  private Workload.Question next() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return questions[(int) ((random >>> 33) % questions.length)];
  }

  /** The hand-written loop. */
  @Benchmark
  public int baseline() {
    return baseline.decide(next());
  }

  /** The engine. */
  @Benchmark
  public Decision decide() {
    return evaluator.decide(next().request(), policies, bucket);
  }

  /** The engine, writing down every statement. */
  @Benchmark
  public Trace trace() {
    return evaluator.trace(next().request(), policies, bucket);
  }
}
