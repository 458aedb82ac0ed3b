package io.sallyport.oidc;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds hosts' addresses in threads of its own, since nothing ends a system's resolver whose name
 * servers are silent; no more than 32 are waited for by it at once. Thread-safe.
 */
final class NameThreads implements AutoCloseable {
  private static final int AT_ONCE = 32;

  private final Discovery.HostResolver resolver;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Threads.daemons("sallyport-oidc-names"));

  NameThreads(Discovery.HostResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * A host's addresses.
   *
   * @param deadline on {@link System#nanoTime}'s scale
   * @throws UnknownHostException if it has none, they aren't found in time, or too many are looked
   *     for
   */
  InetAddress[] resolve(String host, long deadline) throws UnknownHostException {
    try {
      Future<InetAddress[]> found = threads.submit(() -> resolver.resolve(host));
      try {
        return found.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } finally {
        found.cancel(true);
      }
    } catch (ExecutionException e) {
      throw unknown(host, "has no address", e);
    } catch (TimeoutException e) {
      throw unknown(host, "was not found in time", e);
    } catch (RejectedExecutionException e) {
      throw unknown(host, "is one of too many to look for", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, "is looked for no more", e);
    }
  }

  private static UnknownHostException unknown(String host, String why, Exception cause) {
    UnknownHostException e = new UnknownHostException("\"" + host + "\" " + why);
    e.initCause(cause);
    return e;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
