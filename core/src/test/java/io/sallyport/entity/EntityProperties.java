package io.sallyport.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.entity.EntityOperation.Noun;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.TroubledStore.Trouble;
import io.sallyport.testing.TwoClients;
import java.util.List;
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
  /** What is there from the beginning, so that most operations find what they are about. */
  private static final List<String> AT_FIRST =
      List.of("CREATE_POLICY", "CREATE_ROLE", "CREATE_USER", "CREATE_GROUP", "CREATE_PROVIDER");

  /** What hangs on these in some cases; in the others, these can be deleted. */
  private static final List<String> HANGING =
      List.of("CREATE_KEY", "ATTACH_ROLE_POLICY", "ATTACH_GROUP_POLICY", "ADD_USER");

  /**
   * What is done.
   *
   * @param hanging what hangs on what is there
   * @param before what is done before, by nobody else meanwhile
   */
  record Case(
      Set<String> hanging,
      List<EntityOperation> before,
      List<EntityOperation> first,
      List<EntityOperation> second) {}

  /** All of a case has to do with the same kind of entities, so that the clients meet. */
  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.of(Noun.class)
        .flatMap(
            noun ->
                Combinators.combine(
                        Arbitraries.of(HANGING).set(),
                        operations(noun).list().ofMaxSize(4),
                        operations(noun).list().ofMinSize(1).ofMaxSize(3),
                        operations(noun).list().ofMinSize(1).ofMaxSize(3))
                    .as(Case::new));
  }

  private static Arbitrary<EntityOperation> operations(Noun noun) {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 1);
    return Combinators.combine(Arbitraries.of(EntityOperation.about(noun)), number, number)
        .as(EntityOperation::new);
  }

  @Property(tries = 2_000)
  void anyInterleavingIsAsIfOneCameAfterTheOther(
      @ForAll("cases") Case drawn,
      @ForAll @Size(max = 40) List<Boolean> order,
      @ForAll @Size(max = 6) List<Trouble> troubles,
      @ForAll boolean calm)
      throws Exception {
    check(drawn, order, calm ? List.of() : troubles);
  }

  @Property(tries = 100)
  void aTrustPolicyRestsOnWhomItNames(@ForAll @Size(max = 20) List<Boolean> order)
      throws Exception {
    List<EntityOperation> others =
        Stream.of("DELETE_USER", "CREATE_BOUNDED_ROLE", "DELETE_ROLE")
            .map(name -> new EntityOperation(name, 0, 0))
            .toList();
    EntityOperation trusting = new EntityOperation("CREATE_ROLE_FOR_USER", 0, 0);
    List<EntityOperation> before = List.of(new EntityOperation("DELETE_ROLE", 0, 0));
    check(new Case(Set.of(), before, List.of(trusting), others), order, List.of());
  }

  private static void check(Case drawn, List<Boolean> order, List<Trouble> troubles)
      throws Exception {
    TroubledStore store = new TroubledStore();
    try (EntityWorld world = new EntityWorld(store.untroubled())) {
      Stream.concat(AT_FIRST.stream(), drawn.hanging.stream())
          .forEach(name -> assertEquals("done", new EntityOperation(name, 0, 0).in(world)));
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
