package io.sallyport.durable;

import io.sallyport.entity.Authority;
import io.sallyport.entity.Foundation;
import io.sallyport.entity.StoredRoles;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.RoleName;
import io.sallyport.role.RoleManager;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.jdbc.JdbcStore;
import io.sallyport.testing.UnkeptDocuments;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
final class RoleWriter implements RoleChanges.Listener {
  static final List<RoleName> NAMES = names("role");

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);

  private RoleWriter() {}

  /** Arguments: the store's URL, and a seed. */
  public static void main(String[] arguments) {
    try (IamStore store = JdbcStore.open(arguments[0])) {
      Random random = new Random(Long.parseLong(arguments[1]));
      RoleChanges changes = new RoleChanges(roles(store), NAMES, random, new RoleWriter());
      while (true) {
        changes.change();
      }
    }
  }

  /** Ten names that begin so. */
  static List<RoleName> names(String prefix) {
    return IntStream.range(0, 10).mapToObj(i -> new RoleName(prefix + i)).toList();
  }

  static RoleManager roles(IamStore store) {
    return new StoredRoles(
        AccountId.EMPTY,
        Foundation.of(
            UnkeptDocuments.of(store), new RandomIds(new SecureRandom()), Clock.systemUTC()),
        Authority.UNCHECKED);
  }

  @Override
  public void found(RoleName name, RoleState state) {
    // What was printed says it already.
  }

  @Override
  public void begins(RoleName name, RoleState next) {
    print("begin", name, next);
  }

  @Override
  public void made(RoleName name, RoleState next) {
    print("done", name, next);
  }

  /** One write for one line: a line is there or not, never half of it. */
  private void print(String what, RoleName name, RoleState state) {
    String line = what + " " + name + " " + state + "\n";
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
