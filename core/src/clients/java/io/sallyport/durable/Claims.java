package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.ConflictException;
import io.sallyport.error.UnavailableException;
import io.sallyport.identity.RoleName;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Rivals who all create the same roles, one role after the other: each is made by one of them. */
final class Claims {
  private final AtomicInteger next = new AtomicInteger();

  /** Whose creation was acknowledged. */
  private final Map<RoleName, String> winners = new ConcurrentHashMap<>();

  /** What was refused since it existed already. */
  private final Set<RoleName> taken = ConcurrentHashMap.newKeySet();

  /** Whose creation may have happened: a rival's call failed. */
  private final Set<RoleName> doubtful = ConcurrentHashMap.newKeySet();

  /** Tries to create the role that is next. */
  void claim(RoleManager roles, String rival) {
    int number = next.get();
    RoleName name = new RoleName("claim" + number);
    try {
      Role role =
          roles.create(
              CreateRoleRequest.of(name.value(), RoleState.trustPolicy(number))
                  .withDescription(rival));
      assertEquals(null, winners.putIfAbsent(name, role.description()), "made twice: " + name);
    } catch (ConflictException e) {
      taken.add(name);
    } catch (UnavailableException e) {
      doubtful.add(name);
      throw e;
    } finally {
      next.compareAndSet(number, number + 1);
    }
  }

  /**
   * Every role is its winner's; one without a winner was made by a call that was told that it
   * failed.
   */
  void check(RoleManager roles) {
    for (Map.Entry<RoleName, String> won : winners.entrySet()) {
      assertEquals(won.getValue(), roles.get(won.getKey()).description());
    }
    Set<RoleName> unclaimed = new HashSet<>(KnownRoles.listed(roles).keySet());
    assertTrue(unclaimed.containsAll(taken));
    unclaimed.removeIf(name -> !name.value().startsWith("claim") || winners.containsKey(name));
    unclaimed.removeAll(doubtful);
    assertEquals(Set.of(), unclaimed, "made by nobody");
  }
}
