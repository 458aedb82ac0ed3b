package io.sallyport.policy.bench;

import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Statement;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.json.PolicyWriter;
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

/** From the text of one document to a policy set that can decide. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CompileBenchmark {

  /** How many of W5's statements the document has. */
  @Param({"125", "250", "500", "1000"})
  private int statements;

  private String text;

  /** Writes the document. */
  @Setup
  public void setUp() {
    List<Statement> all =
        Workload.read("W5").identity().stream()
            .flatMap(it -> it.statements().stream())
            .limit(statements)
            .toList();
    text =
        PolicyWriter.write(
            PolicyDocument.of(PolicyType.IDENTITY, "", PolicyVersion.V2012_10_17, "", all));
  }

  /** Reads, compiles and assembles. */
  @Benchmark
  public CallerPolicies compile() {
    CompiledPolicy policy =
        CompiledPolicy.compile("identity", PolicyReader.read(text, PolicyType.IDENTITY));
    return CallerPolicies.unlimited(policy);
  }
}
