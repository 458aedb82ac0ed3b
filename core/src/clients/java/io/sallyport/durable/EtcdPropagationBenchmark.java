package io.sallyport.durable;

/** {@link PropagationBenchmark} over PostgreSQL, and then over etcd. */
final class EtcdPropagationBenchmark {

  private EtcdPropagationBenchmark() {}

  /** Argument: how many changes to measure; 1,000 if there is none. */
  public static void main(String[] arguments) {
    PropagationBenchmark.main(arguments);
    PropagationBenchmark.measure("etcd", new EtcdDatabase(), arguments);
  }
}
