package io.sallyport.policy.bench;

import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.PolicySet;
import io.sallyport.policy.json.PolicyReader;
import java.util.List;
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

/** From texts to a policy set that can decide. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CompileBenchmark {

  @Param({"W1", "W3", "W5"})
  private String workload;

  private List<String> texts;

  /** Reads the workload. */
  @Setup
  public void setUp() {
    texts = Workload.read(workload).identity().stream().map(PolicyDocument::text).toList();
  }

  /** Reads, compiles and assembles. */
  @Benchmark
  public PolicySet compile() {
    PolicySet.Builder builder = PolicySet.builder();
    for (String text : texts) {
      builder.identity(
          CompiledPolicy.compile("identity", PolicyReader.read(text, PolicyType.IDENTITY)));
    }
    return builder.build();
  }
}
