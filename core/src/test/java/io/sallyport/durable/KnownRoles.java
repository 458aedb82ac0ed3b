package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.RoleName;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.storage.IamStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each role is known to be, and what it may be as well: the change that was under way when its
 * writer was stopped, or was told that it failed.
 */
final class KnownRoles implements RoleChanges.Listener {
  private final Map<RoleName, RoleState> known = new HashMap<>();
  private final Map<RoleName, RoleState> begun = new HashMap<>();

  @Override
  public synchronized void found(RoleName name, RoleState found) {
    RoleState expected = known.getOrDefault(name, RoleState.ABSENT);
    RoleState pending = begun.getOrDefault(name, expected);
    assertTrue(
        found.equals(expected) || found.equals(pending),
        () -> name + " is " + found + ", not " + expected + " or " + pending);
    known.put(name, found);
    begun.remove(name);
  }

  @Override
  public synchronized void begins(RoleName name, RoleState next) {
    begun.put(name, next);
  }

  @Override
  public synchronized void made(RoleName name, RoleState next) {
    assertEquals(begun.remove(name), next);
    known.put(name, next);
  }

  /** How many changes neither were acknowledged nor have been looked for since. */
  synchronized int underWay() {
    return begun.size();
  }

  /** Every role is as it is known, one by one and in the list. */
  void check(IamStore store, List<RoleName> names) {
    RoleManager roles = RoleWriter.roles(store);
    Map<RoleName, Role> listed = listed(roles);
    for (RoleName name : names) {
      RoleState found = RoleState.of(roles, name);
      found(name, found);
      Role role = listed.get(name);
      assertEquals(found, role == null ? RoleState.ABSENT : RoleState.of(role));
    }
  }

  /** All roles by their name, of which there is one each. */
  static Map<RoleName, Role> listed(RoleManager roles) {
    Map<RoleName, Role> listed = new HashMap<>();
    String marker = "";
    do {
      Listing<Role> page = roles.list("/", new PageRequest(1_000, marker));
      for (Role role : page.items()) {
        assertTrue(listed.put(role.name(), role) == null, () -> "twice: " + role.name());
      }
      marker = page.marker();
    } while (!marker.isEmpty());
    return listed;
  }
}
