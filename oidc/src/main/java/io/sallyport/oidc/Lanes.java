package io.sallyport.oidc;

import io.sallyport.identity.AccountId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Work of accounts, of each only so much at once; more of it waits behind its own, in no other's
 * way. Thread-safe.
 */
final class Lanes {
  private static final System.Logger LOG = System.getLogger(Lanes.class.getName());

  private static final class Lane {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;
  }

  private final Executor threads;
  private final int most;
  private final int mostWaiting;
  private final Map<AccountId, Lane> lanes = new HashMap<>();

  /**
   * Work by these threads.
   *
   * @param most at once, of an account
   * @param mostWaiting behind that
   */
  Lanes(Executor threads, int most, int mostWaiting) {
    this.threads = threads;
    this.most = most;
    this.mostWaiting = mostWaiting;
  }

  /**
   * Does the work later.
   *
   * @throws RejectedExecutionException if too much waits
   */
  void execute(AccountId account, Runnable work) {
    if (isToWait(account, work)) {
      return;
    }
    try {
      threads.execute(() -> run(account, work));
    } catch (RejectedExecutionException e) {
      leave(account);
      throw e;
    }
  }

  private synchronized boolean isToWait(AccountId account, Runnable work) {
    Lane lane = lanes.computeIfAbsent(account, absent -> new Lane());
    if (lane.running < most) {
      lane.running++;
      return false;
    }
    if (lane.waiting.size() >= mostWaiting) {
      throw new RejectedExecutionException();
    }
    return lane.waiting.add(work);
  }

  /** Whatever becomes of it, the next one's turn comes. */
  private void run(AccountId account, Runnable first) {
    Optional<Runnable> work = Optional.of(first);
    while (work.isPresent()) {
      try {
        work.get().run();
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.WARNING, "a fetch failed", e);
      }
      work = next(account).filter(next -> !isHandedOn(account, next));
    }
  }

  /** Behind what others wait for, if there is room for that. */
  private boolean isHandedOn(AccountId account, Runnable work) {
    try {
      threads.execute(() -> run(account, work));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private synchronized Optional<Runnable> next(AccountId account) {
    Optional<Runnable> next =
        Optional.ofNullable(lanes.get(account)).map(lane -> lane.waiting.poll());
    if (next.isEmpty()) {
      leave(account);
    }
    return next;
  }

  private synchronized void leave(AccountId account) {
    lanes.computeIfPresent(
        account,
        (same, lane) -> {
          lane.running--;
          return lane.running == 0 && lane.waiting.isEmpty() ? null : lane;
        });
  }
}
