package io.sallyport.testing;

import io.sallyport.error.UnavailableException;
import io.sallyport.storage.IamStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What two clients of one store did and were told, call of the store by call in an order that was
 * drawn before, and whether that is as if each had done one thing after the other.
 *
 * @param <O> what a client may do
 */
public final class TwoClients<O extends TwoClients.Operation> {
  private final List<List<Done<O>>> done;

  private TwoClients(List<List<Done<O>>> done) {
    this.done = done;
  }

  /** What a client may do. */
  public interface Operation {

    /** Whether it does nothing but delete, so that nothing is left that tells who did it. */
    boolean isDeletion();
  }

  /** One who does operations. Close it after use. */
  public interface Client<O> extends AutoCloseable {

    /**
     * Does one.
     *
     * @return what the client is told: all that tells one outcome from another
     * @throws UnavailableException if the outcome is not known
     */
    String tell(O operation);

    @Override
    default void close() {}
  }

  /** What the clients change, kept where nobody comes between. */
  public interface Plain<O> extends Client<O> {
    /** The same once more, to try what would become of it. */
    Plain<O> copy();

    /** All that is there. */
    Object state();
  }

  /** What a client did and was told, and when; one that was told nothing may not have ended yet. */
  private record Done<O extends Operation>(
      O operation, Optional<String> told, int start, int end, boolean troubled) {

    /** Whether it could have been told this, too. */
    boolean mayBeTold(String answer) {
      // A deletion that got lost takes another's for its own: the thing is gone.
      boolean gone = troubled && operation.isDeletion() && answer.contains("does not exist");
      return told.orElseThrow().equals(answer) || (gone && told.orElseThrow().equals("done"));
    }
  }

  /**
   * Lets two clients do their operations at the same time.
   *
   * @param troubled whether answers of this store may get lost
   * @param operations of the one, and of the other
   * @param order of their calls of the store, as in {@link Turns}
   * @param clients makes a client of the store as it sees it
   */
  public static <O extends Operation> TwoClients<O> run(
      IamStore store,
      boolean troubled,
      List<List<O>> operations,
      List<Boolean> order,
      Function<IamStore, Client<O>> clients)
      throws Exception {
    Turns turns = new Turns(order);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<Done<O>>>> running = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int thread = i;
        running.add(
            threads.submit(
                () -> {
                  try (Client<O> client = clients.apply(turns.of(thread, store))) {
                    return act(turns, client, troubled, operations.get(thread));
                  } finally {
                    turns.finish(thread);
                  }
                }));
      }
      return new TwoClients<>(
          List.of(
              running.get(0).get(60, TimeUnit.SECONDS), running.get(1).get(60, TimeUnit.SECONDS)));
    } finally {
      threads.shutdownNow();
    }
  }

  private static <O extends Operation> List<Done<O>> act(
      Turns turns, Client<O> client, boolean troubled, List<O> operations) {
    List<Done<O>> done = new ArrayList<>();
    for (O operation : operations) {
      int start = turns.now();
      Optional<String> told = Optional.empty();
      try {
        told = Optional.of(client.tell(operation));
      } catch (UnavailableException e) {
        // The outcome is not known.
      }
      int end = told.isEmpty() ? Integer.MAX_VALUE : turns.now();
      done.add(new Done<>(operation, told, start, end, troubled));
    }
    return done;
  }

  /** What both clients were told, the first one's first. */
  public List<Optional<String>> told() {
    return done.stream().flatMap(List::stream).map(Done::told).toList();
  }

  /**
   * Whether some order, in which nothing comes before what had ended, gives all that was told and
   * this state. What was done with unknown outcome comes at any time after it began, or never.
   */
  public boolean isExplained(Plain<O> before, Object after) {
    return isExplained(done.get(0), done.get(1), List.of(), before, after);
  }

  private static <O extends Operation> boolean isExplained(
      List<Done<O>> first, List<Done<O>> second, List<Done<O>> lost, Plain<O> now, Object after) {
    if (first.isEmpty() && second.isEmpty() && now.state().equals(after)) {
      return true;
    }
    for (Done<O> late : lost) {
      try (Plain<O> then = now.copy()) {
        String unused = then.tell(late.operation);
        if (isExplained(first, second, without(lost, late), then, after)) {
          return true;
        }
      }
    }
    return isExplainedByNext(first, second, lost, now, after)
        || isExplainedByNext(second, first, lost, now, after);
  }

  private static <O extends Operation> boolean isExplainedByNext(
      List<Done<O>> mine, List<Done<O>> others, List<Done<O>> lost, Plain<O> now, Object after) {
    if (mine.isEmpty()) {
      return false;
    }
    Done<O> next = mine.get(0);
    List<Done<O>> rest = mine.subList(1, mine.size());
    if (others.stream().anyMatch(other -> other.end <= next.start)) {
      return false;
    }
    if (next.told.isEmpty()) {
      List<Done<O>> more = new ArrayList<>(lost);
      more.add(next);
      return isExplained(rest, others, more, now, after);
    }
    try (Plain<O> then = now.copy()) {
      return next.mayBeTold(then.tell(next.operation))
          && isExplained(rest, others, lost, then, after);
    }
  }

  private static <O extends Operation> List<Done<O>> without(List<Done<O>> lost, Done<O> one) {
    List<Done<O>> rest = new ArrayList<>(lost);
    rest.remove(one);
    return rest;
  }

  @Override
  public String toString() {
    return done.toString();
  }
}
