package io.sallyport.storage.etcd;

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
import java.util.function.Supplier;

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

  private volatile boolean stopped;
  private volatile boolean shaken;

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
  <T> T read(Supplier<CompletableFuture<T>> call) {
    long end = System.nanoTime() + READ_NANOS;
    while (true) {
      refuseIfStopped();
      try {
        T answer = await(call, Math.min(READ_ATTEMPT_NANOS, end - System.nanoTime()));
        shaken = false;
        return answer;
      } catch (ExecutionException | TimeoutException | RuntimeException e) {
        if (stopped || isRefusal(e) || end - System.nanoTime() < PAUSE_NANOS) {
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
  <T> T commit(Supplier<CompletableFuture<T>> call) {
    long end = System.nanoTime() + COMMIT_NANOS;
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

  private static <T> T await(Supplier<CompletableFuture<T>> call, long nanos)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<T> answer = call.get();
    try {
      return answer.get(nanos, TimeUnit.NANOSECONDS);
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
