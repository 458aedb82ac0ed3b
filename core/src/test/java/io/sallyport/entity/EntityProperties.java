package io.sallyport.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.entity.EntityOperation.Noun;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.TroubledStore.Trouble;
import io.sallyport.testing.TwoClients;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/**
 * Two clients change entities of all kinds and what hangs together, call of the store by call in
 * any order and with answers that get lost: what they were told and what is left is as if each had
 * done one thing after the other, and all that is left can be read, listed and deleted.
 */
class EntityProperties {
  private static final int CASES = Boolean.getBoolean("sallyport.deep") ? 100 : 1;
  private static final int MOST_CALLS = 7;

  /** Operations that have to do with the same kind of entities. */
  private static final List<List<String>> PAIRS =
      Stream.of(Noun.values())
          .map(EntityOperation::about)
          .flatMap(names -> names.stream().flatMap(a -> names.stream().map(b -> List.of(a, b))))
          .distinct()
          .toList();

  /** What is there from the beginning, so that most operations find what they are about. */
  private static final List<EntityOperation> AT_FIRST =
      Stream.of("CREATE_POLICY", "CREATE_ROLE", "CREATE_USER", "CREATE_GROUP", "CREATE_PROVIDER")
          .map(name -> new EntityOperation(name, 0, 0))
          .toList();

  private static final List<EntityOperation> OTHERS =
      AT_FIRST.stream().map(each -> new EntityOperation(each.name(), 1, 0)).toList();

  /** What is there besides in some cases: others of these, and what hangs on them. */
  private static final List<EntityOperation> BESIDES =
      Stream.concat(
              OTHERS.stream(),
              Stream.of("CREATE_KEY", "ATTACH_ROLE_POLICY", "ATTACH_GROUP_POLICY", "ADD_USER")
                  .map(name -> new EntityOperation(name, 0, 0)))
          .toList();

  /**
   * What is done.
   *
   * @param before by nobody else meanwhile
   */
  record Case(
      List<EntityOperation> before, List<EntityOperation> first, List<EntityOperation> second) {}

  /** All of a case are a few kinds of operations on the same kind of entities: so clients meet. */
  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.of(Noun.class)
        .flatMap(
            noun -> Arbitraries.of(EntityOperation.about(noun)).set().ofMinSize(1).ofMaxSize(4))
        .flatMap(EntityProperties::cases);
  }

  private static Arbitrary<Case> cases(Set<String> names) {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 1);
    Arbitrary<EntityOperation> operation =
        Combinators.combine(Arbitraries.of(names), number, number).as(EntityOperation::new);
    return Combinators.combine(
            Arbitraries.of(BESIDES).set(),
            operation.list().ofMaxSize(2),
            operation.list().ofMinSize(1).ofMaxSize(3),
            operation.list().ofMinSize(1).ofMaxSize(3))
        .as(
            (besides, before, first, second) ->
                new Case(
                    Stream.of(BESIDES.stream().filter(besides::contains), before.stream())
                        .flatMap(all -> all)
                        .toList(),
                    first,
                    second));
  }

  /** Whose call of the store is next: each client's some time after the other's. */
  @Provide
  Arbitrary<List<Boolean>> orders() {
    return Arbitraries.integers()
        .between(0, 12)
        .list()
        .ofMaxSize(8)
        .map(
            lengths -> {
              List<Boolean> order = new ArrayList<>();
              for (int i = 0; i < lengths.size(); i++) {
                order.addAll(Collections.nCopies(lengths.get(i), i % 2 == 1));
              }
              return order;
            });
  }

  @Property(tries = 1_000)
  void anyInterleavingIsAsIfOneCameAfterTheOther(
      @ForAll("cases") Case drawn,
      @ForAll("orders") List<Boolean> order,
      @ForAll @Size(max = 6) List<Trouble> troubles,
      @ForAll boolean calm)
      throws Exception {
    check(drawn, order, calm ? List.of() : troubles);
  }

  /** Each operation with another between two of its calls of the store, wherever that is. */
  @Property(tries = 500)
  void whateverComesBetweenTwoCallsIsAsIfItCameBeforeOrAfter(@ForAll Random random)
      throws Exception {
    for (int i = 0; i < CASES; i++) {
      List<String> pair = any(random, PAIRS);
      EntityOperation first = new EntityOperation(pair.get(0), 0, 0);
      EntityOperation second = new EntityOperation(pair.get(1), random.nextInt(2), 0);
      List<EntityOperation> before = random.nextBoolean() ? BESIDES : OTHERS;
      for (int calls = 1; calls < MOST_CALLS; calls++) {
        List<Boolean> order = new ArrayList<>(Collections.nCopies(calls, false));
        order.addAll(Collections.nCopies(2 * MOST_CALLS, true));
        check(new Case(before, List.of(first), List.of(second)), order, List.of());
      }
    }
  }

  private static <T> T any(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  @Property(tries = 200)
  void aTrustPolicyRestsOnWhomItNames(@ForAll("orders") List<Boolean> order) throws Exception {
    List<EntityOperation> others =
        Stream.of("DELETE_USER", "CREATE_BOUNDED_ROLE", "DELETE_ROLE")
            .map(name -> new EntityOperation(name, 0, 0))
            .toList();
    EntityOperation trusting = new EntityOperation("CREATE_ROLE_FOR_USER", 0, 0);
    List<EntityOperation> before = List.of(new EntityOperation("DELETE_ROLE", 0, 0));
    check(new Case(before, List.of(trusting), others), order, List.of());
  }

  private static void check(Case drawn, List<Boolean> order, List<Trouble> troubles)
      throws Exception {
    TroubledStore store = new TroubledStore();
    try (EntityWorld world = new EntityWorld(store.untroubled())) {
      AT_FIRST.forEach(operation -> assertEquals("done", operation.in(world)));
      drawn.before.forEach(operation -> operation.in(world));
      try (EntityWorld before = world.copy()) {
        store.nextCommits(troubles.toArray(Trouble[]::new));
        TwoClients<EntityOperation> clients =
            TwoClients.run(
                store,
                !troubles.isEmpty(),
                List.of(drawn.first, drawn.second),
                order,
                EntityWorld::new);
        List<String> after = world.state();
        assertTrue(
            clients.isExplained(before, after),
            () -> "no order explains " + clients + " and that " + after + " is left");
        world.assertWhole();
        world.clear();
      }
    }
  }
}
