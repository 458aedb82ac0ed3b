package io.sallyport.durable;

import io.sallyport.identity.RoleName;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.RoleManager;
import java.util.List;
import java.util.Random;

/** Creates, updates and deletes some roles at random, which nobody else changes. */
final class RoleChanges {

  /** Is told of each change. */
  interface Listener {
    /** What a role was found to be. */
    void found(RoleName name, RoleState state);

    /** What a change that begins now will make of it. */
    void begins(RoleName name, RoleState next);

    /** The change was acknowledged. */
    void made(RoleName name, RoleState next);
  }

  private final RoleManager roles;
  private final List<RoleName> names;
  private final Random random;
  private final Listener listener;

  RoleChanges(RoleManager roles, List<RoleName> names, Random random, Listener listener) {
    this.roles = roles;
    this.names = names;
    this.random = random;
    this.listener = listener;
  }

  /** Makes one change. */
  void change() {
    RoleName name = names.get(random.nextInt(names.size()));
    RoleState now = RoleState.of(roles, name);
    listener.found(name, now);
    int number = random.nextInt(1_000_000_000);
    if (!now.exists()) {
      RoleState created = new RoleState(RoleState.path(random), number, number, 0);
      CreateRoleRequest request =
          CreateRoleRequest.of(name.value(), RoleState.trustPolicy(number))
              .withPath(created.path())
              .withDescription(RoleState.description(number));
      make(name, created, () -> roles.create(request));
    } else if (random.nextInt(3) == 0 && now.policy() == 0) {
      make(name, RoleState.ABSENT, () -> roles.delete(name));
    } else if (random.nextInt(2) == 0) {
      make(
          name,
          now.withTrust(number),
          () -> roles.updateTrustPolicy(name, RoleState.trustPolicy(number)));
    } else if (now.policy() == 0 || random.nextBoolean()) {
      make(
          name,
          now.withPolicy(number),
          () -> roles.putPolicy(name, RoleState.POLICY, RoleState.policy(number)));
    } else {
      make(name, now.withPolicy(0), () -> roles.deletePolicy(name, RoleState.POLICY));
    }
  }

  private void make(RoleName name, RoleState next, Runnable change) {
    listener.begins(name, next);
    change.run();
    listener.made(name, next);
  }
}
