package io.sallyport.durable;

import io.sallyport.account.AccountId;
import io.sallyport.document.Documents;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.Authority;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.RoleManager;
import io.sallyport.role.RoleName;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.jdbc.JdbcStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A program that changes ten roles until it is killed. Before each change it prints {@code begin},
 * the role's name and the state that it will have, and once the change was acknowledged, {@code
 * done} and the same.
 */
final class RoleWriter {
  static final List<RoleName> NAMES =
      IntStream.range(0, 10).mapToObj(i -> new RoleName("role" + i)).toList();

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final RoleManager roles;
  private final Random random;

  private RoleWriter(RoleManager roles, Random random) {
    this.roles = roles;
    this.random = random;
  }

  /** Arguments: the store's URL, and a seed. */
  public static void main(String[] arguments) throws IOException {
    try (IamStore store = JdbcStore.open(arguments[0])) {
      RoleWriter writer = new RoleWriter(roles(store), new Random(Long.parseLong(arguments[1])));
      while (true) {
        writer.change(NAMES.get(writer.random.nextInt(NAMES.size())));
      }
    }
  }

  static RoleManager roles(IamStore store) {
    return RoleManager.stored(
        AccountId.EMPTY,
        new Documents(store),
        new RandomIds(new SecureRandom()),
        Clock.systemUTC(),
        Authority.UNCHECKED);
  }

  private void change(RoleName name) throws IOException {
    RoleState now = RoleState.of(roles, name);
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

  private void make(RoleName name, RoleState next, Runnable change) throws IOException {
    print("begin", name, next);
    change.run();
    print("done", name, next);
  }

  /** One write for one line: a line is there or not, never half of it. */
  private void print(String what, RoleName name, RoleState state) throws IOException {
    String line = what + " " + name + " " + state + "\n";
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
