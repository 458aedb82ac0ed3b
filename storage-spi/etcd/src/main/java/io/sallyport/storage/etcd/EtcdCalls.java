package io.sallyport.storage.etcd;

import io.etcd.jetcd.Client;
import io.grpc.Status;
import io.sallyport.storage.OutcomeUnknownException;
import io.sallyport.storage.StoreUnavailableException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Waits for etcd's answers, and tells which failure means what (rule 10). */
final class EtcdCalls {
  /** Together less than a watch's ten seconds, with its heartbeat. */
  private static final long READ_NANOS = TimeUnit.MILLISECONDS.toNanos(5_000);

  private static final long READ_ATTEMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(2_000);

  /** More than the seven seconds after which etcd itself gives up. */
  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The answers with which etcd refuses a request before it proposes it to the cluster. */
  private static final Set<Status.Code> REFUSED =
      Set.of(
          Status.Code.INVALID_ARGUMENT,
          Status.Code.PERMISSION_DENIED,
          Status.Code.UNAUTHENTICATED,
          Status.Code.RESOURCE_EXHAUSTED);

  private final EtcdConnection connection;
  private volatile long answered = System.nanoTime();
  private volatile boolean stopped;
  private volatile boolean shaken;

  EtcdCalls(EtcdConnection connection) {
    this.connection = connection;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Lets no further call begin. */
  void stop() {
    stopped = true;
  }

  /** Whether a commit's outcome was unknown, and no read has been answered since. */
  boolean isShaken() {
    return shaken;
  }

  /** Reads, again and again until it answers or the time is over. */
  <T> T read(Function<Client, CompletableFuture<T>> call) {
    long begin = System.nanoTime();
    long end = begin + READ_NANOS;
    Client client = connection.client();
    while (true) {
      refuseIfStopped();
      try {
        T answer = await(call, Math.min(READ_ATTEMPT_NANOS, end - System.nanoTime()));
        shaken = false;
        return answer;
      } catch (ExecutionException | TimeoutException | RuntimeException e) {
        if (stopped || isRefusal(e) || end - System.nanoTime() < PAUSE_NANOS) {
          reconnectIfSilentSince(begin, client);
          throw new StoreUnavailableException("etcd could not be asked", e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreUnavailableException("interrupted while etcd was asked", e);
      }
    }
  }

  /** Commits; tried again only if the request never left. */
  <T> T commit(Function<Client, CompletableFuture<T>> call) {
    long begin = System.nanoTime();
    long end = begin + COMMIT_NANOS;
    Client client = connection.client();
    while (true) {
      refuseIfStopped();
      try {
        return await(call, end - System.nanoTime());
      } catch (ExecutionException | TimeoutException | RuntimeException e) {
        if (isRefusal(e)) {
          throw new StoreUnavailableException("etcd refused a commit", e);
        }
        if (!neverLeft(e)) {
          shaken = true;
          throw new OutcomeUnknownException("etcd did not answer a commit", e);
        }
        if (stopped || end - System.nanoTime() < COMMIT_NANOS / 2) {
          reconnectIfSilentSince(begin, client);
          throw new StoreUnavailableException("etcd could not be reached", e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (InterruptedException e) {
        shaken = true;
        Thread.currentThread().interrupt();
        throw new OutcomeUnknownException("interrupted during a commit", e);
      }
    }
  }

  private void refuseIfStopped() {
    if (stopped) {
      throw new StoreUnavailableException("the store is closed");
    }
  }

  /** Nothing but a new client helps one that was not answered for as long as a call takes. */
  private void reconnectIfSilentSince(long begin, Client client) {
    boolean silent = answered - begin < 0 && System.nanoTime() - begin > READ_NANOS / 2;
    if (silent && !stopped) {
      connection.replace(client);
    }
  }

  private <T> T await(Function<Client, CompletableFuture<T>> call, long nanos)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<T> answer = call.apply(connection.client());
    try {
      T value = answer.get(nanos, TimeUnit.NANOSECONDS);
      answered = System.nanoTime();
      return value;
    } finally {
      answer.cancel(true);
    }
  }

  private static boolean isRefusal(Throwable e) {
    return REFUSED.contains(Status.fromThrowable(e).getCode());
  }

  /** Whether there was no connection to send the request on. */
  private static boolean neverLeft(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }
}
