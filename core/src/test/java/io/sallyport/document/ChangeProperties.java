package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.NoSuchEntityException;
import io.sallyport.error.UnavailableException;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.KeyRange;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.TroubledStore.Trouble;
import io.sallyport.testing.Turns;
import io.sallyport.testing.UnkeptDocuments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * Two clients change policies, roles and what is attached, call by call in any order and with
 * answers that get lost: what they were told and what is left is as if each had done one thing
 * after the other.
 */
class ChangeProperties {
  private static final int EACH = 2;

  /** What a client does with a policy and a role. */
  enum Kind {
    CREATE_POLICY,
    DELETE_POLICY,
    CREATE_ROLE,
    DELETE_ROLE,
    ATTACH,
    DETACH,
    LOOK
  }

  record Operation(Kind kind, int policy, int role) {

    private String policyName() {
      return "policy" + policy;
    }

    private String roleName() {
      return "role" + role;
    }

    /** Does it, and answers what the client is told. */
    String in(World world) {
      Optional<List<String>> there =
          world.get(
              kind == Kind.CREATE_ROLE || kind == Kind.DELETE_ROLE ? roleName() : policyName());
      switch (kind) {
        case CREATE_POLICY -> world.put(absent(there, policyName()), List.of());
        case CREATE_ROLE -> world.put(absent(there, roleName()), List.of());
        case DELETE_ROLE -> {
          require(present(there, roleName()).isEmpty(), "still has policies");
          world.delete(roleName());
        }
        case DELETE_POLICY -> {
          List<String> unused = present(there, policyName());
          for (int i = 0; i < EACH; i++) {
            List<String> attached = world.get("role" + i).orElse(List.of());
            require(!attached.contains(policyName()), "attached to " + i);
          }
          world.delete(policyName());
        }
        case ATTACH -> {
          List<String> unused = present(there, policyName());
          List<String> attached = new ArrayList<>(present(world.get(roleName()), roleName()));
          require(!attached.contains(policyName()), "attached already");
          attached.add(policyName());
          world.put(roleName(), List.copyOf(attached));
        }
        case DETACH -> {
          List<String> attached = new ArrayList<>(present(world.get(roleName()), roleName()));
          require(attached.remove(policyName()), "not attached");
          world.put(roleName(), List.copyOf(attached));
        }
        case LOOK -> {
          return there + " " + world.get("role0") + " " + world.get("role1");
        }
      }
      return "done";
    }

    private static String absent(Optional<List<String>> there, String name) {
      require(there.isEmpty(), "there already");
      return name;
    }

    private static List<String> present(Optional<List<String>> there, String name) {
      return there.orElseThrow(() -> new NoSuchEntityException("the thing", name));
    }

    private static void require(boolean holds, String what) {
      if (!holds) {
        throw new NoSuchEntityException("the condition", what);
      }
    }
  }

  /** Where operations are done: documents, or a plain map. */
  interface World {
    Optional<List<String>> get(String name);

    void put(String name, List<String> items);

    void delete(String name);
  }

  /** What a client did and was told, and when; one that was told nothing may not have ended yet. */
  record Done(Operation operation, Optional<String> told, int start, int end, boolean troubled) {

    /** Whether it could have been told this, too. */
    boolean mayBeTold(String answer) {
      // A deletion that got lost takes another's for its own: the thing is gone.
      boolean gone =
          troubled
              && (operation.kind == Kind.DELETE_POLICY || operation.kind == Kind.DELETE_ROLE)
              && answer.contains("does not exist");
      return told.orElseThrow().equals(answer) || (gone && told.orElseThrow().equals("done"));
    }
  }

  @Provide
  Arbitrary<List<Operation>> operations() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, EACH - 1);
    return Combinators.combine(Arbitraries.of(Kind.class), number, number)
        .as(Operation::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Property(tries = 1_500)
  void anyInterleavingIsAsIfOneCameAfterTheOther(
      @ForAll("operations") List<Operation> first,
      @ForAll("operations") List<Operation> second,
      @ForAll @Size(max = 20) List<Boolean> order,
      @ForAll @Size(max = 6) List<Trouble> troubles,
      @ForAll boolean calm)
      throws Exception {
    TroubledStore store = new TroubledStore();
    Map<String, List<String>> before = Map.of("policy0", List.of(), "role0", List.of());
    prepare(store.untroubled(), before);
    store.nextCommits(calm ? new Trouble[0] : troubles.toArray(Trouble[]::new));
    List<List<Done>> done = run(store, !calm, List.of(first, second), order);
    Map<String, List<String>> after = read(store.untroubled());
    assertTrue(
        isExplained(done.get(0), done.get(1), List.of(), before, after),
        () -> "no order explains " + done + " and that " + after + " is left");
    after.forEach(
        (name, attached) -> attached.forEach(policy -> assertTrue(after.containsKey(policy))));
  }

  @Property(tries = 300)
  void anAttachmentAndTheDeletionOfWhatIsAttachedNeverBothSucceed(
      @ForAll @Size(max = 20) List<Boolean> order) throws Exception {
    TroubledStore store = new TroubledStore();
    prepare(store, Map.of("policy0", List.of(), "role0", List.of()));
    List<List<Done>> done =
        run(
            store,
            false,
            List.of(
                List.of(new Operation(Kind.ATTACH, 0, 0)),
                List.of(new Operation(Kind.DELETE_POLICY, 0, 0))),
            order);
    List<Optional<String>> told = List.of(done.get(0).get(0).told, done.get(1).get(0).told);
    assertEquals(1, told.stream().filter(Optional.of("done")::equals).count(), told::toString);
  }

  private static Table<List<String>> table(Documents documents) {
    return documents.table(new Things(), "thing");
  }

  private static void prepare(IamStore store, Map<String, List<String>> things) {
    Documents documents = UnkeptDocuments.of(store);
    things.forEach(
        (name, items) ->
            documents.change(name, change -> change.put(table(documents), items, name)));
  }

  private static Map<String, List<String>> read(IamStore store) {
    Map<String, List<String>> things = new HashMap<>();
    store
        .list(KeyRange.under("thing"), 100)
        .entries()
        .forEach(e -> things.put(e.key().segments().get(1), Document.of(e).texts("items")));
    return things;
  }

  private static List<List<Done>> run(
      TroubledStore store, boolean troubled, List<List<Operation>> operations, List<Boolean> order)
      throws Exception {
    Turns turns = new Turns(order);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<Done>>> clients = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int thread = i;
        clients.add(
            threads.submit(
                () -> {
                  try {
                    return act(turns, turns.of(thread, store), troubled, operations.get(thread));
                  } finally {
                    turns.finish(thread);
                  }
                }));
      }
      return List.of(
          clients.get(0).get(60, TimeUnit.SECONDS), clients.get(1).get(60, TimeUnit.SECONDS));
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Done> act(
      Turns turns, IamStore store, boolean troubled, List<Operation> operations) {
    Documents documents = UnkeptDocuments.of(store);
    List<Done> done = new ArrayList<>();
    for (Operation operation : operations) {
      int start = turns.now();
      Optional<String> told = Optional.empty();
      try {
        told =
            Optional.of(
                documents.changeAndAnswer("it", change -> operation.in(world(documents, change))));
      } catch (NoSuchEntityException e) {
        told = Optional.of(String.valueOf(e.getMessage()));
      } catch (UnavailableException e) {
        // The outcome is not known.
      }
      int end = told.isEmpty() ? Integer.MAX_VALUE : turns.now();
      done.add(new Done(operation, told, start, end, troubled));
    }
    return done;
  }

  private static World world(Documents documents, Change change) {
    Table<List<String>> table = table(documents);
    return new World() {
      @Override
      public Optional<List<String>> get(String name) {
        return change.get(table, name);
      }

      @Override
      public void put(String name, List<String> items) {
        change.put(table, items, name);
      }

      @Override
      public void delete(String name) {
        change.delete(table, name);
      }
    };
  }

  private static World world(Map<String, List<String>> things) {
    return new World() {
      @Override
      public Optional<List<String>> get(String name) {
        return Optional.ofNullable(things.get(name));
      }

      @Override
      public void put(String name, List<String> items) {
        things.put(name, items);
      }

      @Override
      public void delete(String name) {
        things.remove(name);
      }
    };
  }

  /**
   * Whether some order, in which nothing comes before what had ended, gives all that was told.
   *
   * @param lost what was done with unknown outcome: at any time, or never
   */
  private static boolean isExplained(
      List<Done> first,
      List<Done> second,
      List<Done> lost,
      Map<String, List<String>> now,
      Map<String, List<String>> after) {
    if (first.isEmpty() && second.isEmpty() && now.equals(after)) {
      return true;
    }
    for (Done late : lost) {
      Map<String, List<String>> then = new HashMap<>(now);
      String unused = answer(late.operation, then);
      if (isExplained(first, second, without(lost, late), then, after)) {
        return true;
      }
    }
    return isExplainedByNext(first, second, lost, now, after)
        || isExplainedByNext(second, first, lost, now, after);
  }

  private static boolean isExplainedByNext(
      List<Done> mine,
      List<Done> others,
      List<Done> lost,
      Map<String, List<String>> now,
      Map<String, List<String>> after) {
    if (mine.isEmpty()) {
      return false;
    }
    Done next = mine.get(0);
    List<Done> rest = mine.subList(1, mine.size());
    if (others.stream().anyMatch(other -> other.end <= next.start)) {
      return false;
    }
    if (next.told.isEmpty()) {
      List<Done> more = new ArrayList<>(lost);
      more.add(next);
      return isExplained(rest, others, more, now, after);
    }
    Map<String, List<String>> then = new HashMap<>(now);
    return next.mayBeTold(answer(next.operation, then))
        && isExplained(rest, others, lost, then, after);
  }

  private static List<Done> without(List<Done> lost, Done one) {
    List<Done> rest = new ArrayList<>(lost);
    rest.remove(one);
    return rest;
  }

  private static String answer(Operation operation, Map<String, List<String>> things) {
    try {
      return operation.in(world(things));
    } catch (NoSuchEntityException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
