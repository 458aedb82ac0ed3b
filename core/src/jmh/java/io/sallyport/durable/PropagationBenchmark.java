package io.sallyport.durable;

import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long a change on one instance takes to act on another: from the acknowledged commit that
 * narrows a policy until the other denies. The other is asked all the while.
 */
final class PropagationBenchmark {
  private static final int WARM_UP = 100;
  private static final String NOTHING =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}\
      """;

  private PropagationBenchmark() {}

  /** Argument: how many changes to measure; 1,000 if there is none. */
  public static void main(String[] arguments) {
    measure("PostgreSQL", Postgres.newDatabase(), arguments);
  }

  static void measure(String name, Database database, String... arguments) {
    int changes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
    try (Instance one = new Instance(database.open(), Duration.ofSeconds(30));
        Instance two = new Instance(database.open(), Duration.ofSeconds(30))) {
      one.createRole();
      ClientSigner bob = one.assumeRole();
      double[] millis = new double[changes];
      for (int i = -WARM_UP; i < changes; i++) {
        double delay = delay(one, two, bob);
        if (i >= 0) {
          millis[i] = delay;
        }
      }
      Arrays.sort(millis);
      System.out.printf(
          Locale.ROOT,
          "%s, %d changes: from a commit on one instance until the other denies:"
              + " p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
          name,
          changes,
          millis[changes / 2],
          millis[changes * 99 / 100],
          millis[changes - 1]);
    }
  }

  private static double delay(Instance one, Instance two, ClientSigner bob) {
    one.sallyport.roles().putPolicy(Installation.ROLE, Installation.POLICY, Installation.ALL_OF_S3);
    await(two, bob, "");
    one.sallyport.roles().putPolicy(Installation.ROLE, Installation.POLICY, NOTHING);
    long committed = System.nanoTime();
    await(two, bob, "AccessDenied 403");
    return (System.nanoTime() - committed) / 1e6;
  }

  private static void await(Instance two, ClientSigner bob, String refusal) {
    while (!two.refusal(bob).equals(refusal)) {
      Thread.onSpinWait();
    }
  }
}
