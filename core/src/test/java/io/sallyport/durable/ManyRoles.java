package io.sallyport.durable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Document;
import io.sallyport.identity.RoleName;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.Commit;
import io.sallyport.storage.CommitResult;
import io.sallyport.storage.IamStore;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Write;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Loads roles of 1 KiB by commits that are full, as a role manager would lay them out. */
final class ManyRoles {
  /** Half of all roles are under it. */
  static final String PREFIX = "/application-";

  private final ObjectNode role;

  ManyRoles() {
    try (IamStore model = new MemoryStore()) {
      RoleWriter.roles(model)
          .create(
              CreateRoleRequest.of("model", Installation.trusting(Installation.TESTER2))
                  .withDescription("x".repeat(550)));
      role = Document.of(model.list(KeyRange.under("role"), 1).entries().get(0)).json();
    }
  }

  static RoleName name(int number) {
    return new RoleName("Role-" + number);
  }

  /** Makes the roles from a number up to another, without it. */
  void load(IamStore store, int from, int to) {
    List<Write> writes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String name = name(i).value();
      String path = (i % 2 == 0 ? PREFIX : "/service-") + i % 50 + "/";
      role.put("name", name).put("path", path).put("id", "AROA%017d".formatted(i));
      Key key = Key.of("role", "", name.toLowerCase(Locale.ROOT));
      writes.add(new Write.Create(key, Document.bytes(role)));
      if (writes.size() == Commit.MAX_WRITES || i + 1 == to) {
        commit(store, writes);
        writes.clear();
      }
    }
  }

  private static void commit(IamStore store, List<Write> writes) {
    CommitResult result = store.commit(new Commit(writes));
    if (!(result instanceof CommitResult.Committed)) {
      throw new IllegalStateException("loading roles answered " + result);
    }
  }
}
