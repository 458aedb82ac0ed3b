package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.user.UserManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleUsersTest {
  private static final PolicyName POLICY = new PolicyName("AllOfIam");

  @TempDir private Path data;
  private Sallyport sallyport;
  private UserManager users;

  @BeforeEach
  void start() throws Exception {
    sallyport =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(DataFolder.open(data).masterKey())
            .build();
    users = sallyport.users();
  }

  @AfterEach
  void stop() {
    sallyport.close();
  }

  /** As a start does that finds what the last one left. */
  private String said() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExampleUsers.makeAtFirst(
        DataFolder.open(data), users, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private boolean isIamsMaster() {
    return users.find(ExampleUsers.TESTER1).isPresent()
        && !users.listPolicies(ExampleUsers.TESTER1, PageRequest.FIRST).items().isEmpty();
  }

  @Test
  void areMadeAtTheFirstStartAlone() throws Exception {
    assertTrue(said().contains("SECRET_KEY_OF_TESTER1"));
    assertTrue(isIamsMaster());
    assertFalse(said().contains("SECRET_KEY"));
    assertEquals(1, users.listAccessKeys(ExampleUsers.TESTER1).size());
  }

  @Test
  void whoLostItsRightsDoesNotGetThemBack() throws Exception {
    said();
    users.deletePolicy(ExampleUsers.TESTER1, POLICY);
    assertFalse(said().contains("SECRET_KEY"));
    assertFalse(isIamsMaster());
  }

  @Test
  void whoWasDeletedDoesNotComeBack() throws Exception {
    said();
    users.deletePolicy(ExampleUsers.TESTER1, POLICY);
    users
        .listAccessKeys(ExampleUsers.TESTER1)
        .forEach(key -> users.deleteAccessKey(ExampleUsers.TESTER1, key.id()));
    users.delete(ExampleUsers.TESTER1);
    assertFalse(said().contains("SECRET_KEY"));
    assertFalse(users.find(ExampleUsers.TESTER1).isPresent());
    assertFalse(ExampleUsers.areThere(users));
  }

  @Test
  void aStartThatEndedBeforeTheyWereMadeIsMadeUpFor() throws Exception {
    users.create(ExampleUsers.TESTER1);
    users.createAccessKey(ExampleUsers.TESTER1);
    assertTrue(said().contains("SECRET_KEY_OF_TESTER1"));
    assertTrue(isIamsMaster());
  }
}
