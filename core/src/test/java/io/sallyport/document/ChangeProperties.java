package io.sallyport.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.NoSuchEntityException;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.KeyRange;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.TroubledStore.Trouble;
import io.sallyport.testing.TwoClients;
import io.sallyport.testing.UnkeptDocuments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

  record Operation(Kind kind, int policy, int role) implements TwoClients.Operation {

    @Override
    public boolean isDeletion() {
      return kind == Kind.DELETE_POLICY || kind == Kind.DELETE_ROLE;
    }

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

  /** A plain map. */
  private record Copy(Map<String, List<String>> state) implements TwoClients.Plain<Operation> {
    @Override
    public String tell(Operation operation) {
      return told(() -> operation.in(world(state)));
    }

    @Override
    public Copy copy() {
      return new Copy(new HashMap<>(state));
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
    TwoClients<Operation> clients =
        TwoClients.run(store, !calm, List.of(first, second), order, ChangeProperties::client);
    Map<String, List<String>> after = read(store.untroubled());
    assertTrue(
        clients.isExplained(new Copy(before), after),
        () -> "no order explains " + clients + " and that " + after + " is left");
    after.forEach(
        (name, attached) -> attached.forEach(policy -> assertTrue(after.containsKey(policy))));
  }

  @Property(tries = 300)
  void anAttachmentAndTheDeletionOfWhatIsAttachedNeverBothSucceed(
      @ForAll @Size(max = 20) List<Boolean> order) throws Exception {
    TroubledStore store = new TroubledStore();
    prepare(store, Map.of("policy0", List.of(), "role0", List.of()));
    TwoClients<Operation> clients =
        TwoClients.run(
            store,
            false,
            List.of(
                List.of(new Operation(Kind.ATTACH, 0, 0)),
                List.of(new Operation(Kind.DELETE_POLICY, 0, 0))),
            order,
            ChangeProperties::client);
    assertEquals(
        1, clients.told().stream().filter(Optional.of("done")::equals).count(), clients::toString);
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

  private static TwoClients.Client<Operation> client(IamStore store) {
    Documents documents = UnkeptDocuments.of(store);
    return operation ->
        told(
            () ->
                documents.changeAndAnswer("it", change -> operation.in(world(documents, change))));
  }

  private static String told(Supplier<String> work) {
    try {
      return work.get();
    } catch (NoSuchEntityException e) {
      return String.valueOf(e.getMessage());
    }
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
}
