package io.sallyport.oidc.bench;

import com.sun.management.OperatingSystemMXBean;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.oidc.Discovery;
import io.sallyport.oidc.OidcVerifier;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * What good tokens take, 100 of them a second, in a quiet minute and in one in which 10,000 bad
 * ones come beside them from eight senders, in vain: each signed, RS256, and by keys that are
 * fetched. Prints how often the provider was asked, what the process computed, and how long good
 * tokens took.
 */
public final class Flood {
  private static final int SENDERS = 8;
  private static final int BAD = 10_000;
  private static final int GOOD_IN_A_SECOND = 100;

  private final ShownKeys shown;
  private final OidcVerifier verifier;
  private final String[] good = new String[1_000];
  private final int seconds;

  private Flood(ShownKeys shown, OidcVerifier verifier, Keys keys, int seconds)
      throws GeneralSecurityException {
    this.shown = shown;
    this.verifier = verifier;
    this.seconds = seconds;
    for (int i = 0; i < good.length; i++) {
      good[i] = keys.token(shown.claims(i));
    }
  }

  /** Takes how many seconds each part lasts, 60 unless it is told. */
  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    Keys keys = new Keys("RS256");
    Discovery discovery = Discovery.builder().allowLoopback().build();
    try (ShownKeys shown = new ShownKeys(keys.jwks());
        OidcVerifier verifier = OidcVerifier.builder().discovery(discovery).build()) {
      new Flood(shown, verifier, keys, seconds).run(keys);
    }
  }

  private void run(Keys keys) throws Exception {
    for (int i = 0; i < 20_000; i++) {
      verify(good[i % good.length]);
      refuse(badSignature(i));
    }
    String other = new Keys("RS256").token(shown.claims(0));
    String claimsAndSignature = other.substring(other.indexOf('.'));
    System.out.printf(
        "%n%-34s %8s %9s %9s %9s %10s%n", "", "fetches", "CPU", "p50", "p99", "worst");
    measure("quiet", 0, this::badSignature);
    measure(
        "10,000 tokens of random keys", BAD, i -> keys.header("random-" + i) + claimsAndSignature);
    measure("10,000 bad signatures", BAD, this::badSignature);
    measure("quiet", 0, this::badSignature);
  }

  private String badSignature(int i) {
    String token = good[i % good.length];
    int last = token.lastIndexOf('.') + 1;
    return token.substring(0, last)
        + token.substring(last).replaceFirst("^.", token.charAt(last) == 'A' ? "B" : "A");
  }

  private void verify(String token) {
    if (!verifier.verify(token, shown.provider()).subject().startsWith("user-")) {
      throw new IllegalStateException("another subject");
    }
  }

  private void refuse(String token) {
    try {
      verify(token);
    } catch (InvalidIdentityTokenException e) {
      return;
    }
    throw new IllegalStateException("a bad token was taken");
  }

  private void measure(String what, int bad, IntFunction<String> token)
      throws InterruptedException, ExecutionException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int fetches = shown.fetches();
    long cpu = system.getProcessCpuTime();
    long begun = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(1 + SENDERS);
    try {
      Future<long[]> taken = threads.submit(() -> sendGood(begun));
      for (int sender = 0; sender < SENDERS; sender++) {
        int first = sender;
        threads.submit(sending(begun, bad, first, token));
      }
      long[] nanos = taken.get();
      Arrays.sort(nanos);
      System.out.printf(
          Locale.ROOT,
          "%-34s %8d %7.2f %% %6.0f us %6.0f us %7.0f us%n",
          what,
          shown.fetches() - fetches,
          100.0 * (system.getProcessCpuTime() - cpu) / (System.nanoTime() - begun),
          nanos[nanos.length / 2] / 1e3,
          nanos[nanos.length * 99 / 100] / 1e3,
          nanos[nanos.length - 1] / 1e3);
    } finally {
      threads.shutdown();
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the flood doesn't end");
      }
    }
  }

  private long[] sendGood(long begun) {
    long[] nanos = new long[GOOD_IN_A_SECOND * seconds];
    for (int i = 0; i < nanos.length; i++) {
      await(begun, i, nanos.length);
      long start = System.nanoTime();
      verify(good[i % good.length]);
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  private Callable<Void> sending(long begun, int bad, int first, IntFunction<String> token) {
    return () -> {
      for (int i = first; i < bad; i += SENDERS) {
        await(begun, i, bad);
        refuse(token.apply(i));
      }
      return null;
    };
  }

  /** Until it is time for one of so many, spread over the time that a part lasts. */
  private void await(long begun, int i, int all) {
    long due = begun + TimeUnit.SECONDS.toNanos(seconds) / all * i;
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
