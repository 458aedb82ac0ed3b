package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.document.Document;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.RoleName;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import io.sallyport.storage.Entry;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /** Every role is as it is known, one by one and in the list, and no name leads nowhere. */
  void check(IamStore store, List<RoleName> names) {
    RoleManager roles = RoleWriter.roles(store);
    Map<RoleName, Role> listed = listed(roles);
    for (RoleName name : names) {
      RoleState found = RoleState.of(roles, name);
      found(name, found);
      Role role = listed.get(name);
      assertEquals(found, role == null ? RoleState.ABSENT : RoleState.of(role));
    }
    assertEquals(placesByName(store), places(store));
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

  private static Set<Key> placesByName(IamStore store) {
    Set<Key> places = new HashSet<>();
    List<Entry> names = all(store, "role-name");
    for (Entry entry : names) {
      Document place = Document.of(entry);
      places.add(Key.of("role", "", place.text("path"), place.text("name")));
    }
    assertEquals(names.size(), places.size());
    return places;
  }

  private static Set<Key> places(IamStore store) {
    Set<Key> places = new HashSet<>();
    all(store, "role").forEach(entry -> places.add(entry.key()));
    return places;
  }

  private static List<Entry> all(IamStore store, String kind) {
    List<Entry> all = new ArrayList<>();
    KeyRange range = KeyRange.under(kind);
    Page page = store.list(range, 1_000);
    all.addAll(page.entries());
    while (!page.complete()) {
      range = range.after(all.get(all.size() - 1).key());
      page = store.list(range, 1_000);
      all.addAll(page.entries());
    }
    return all;
  }
}
