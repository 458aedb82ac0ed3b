package io.sallyport.example.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.example.objectstore.users.MadeUsers;
import io.sallyport.example.objectstore.users.UsersFile;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.user.UserManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersFileTest {
  private static final String FILE =
      """
      {"accounts": [
        {"id": "111111111111", "name": "Tester", "email": "T@example.com", "tenant": "testx",
         "root": [{"id": "ROOTROOTROOTROOTROOT", "secret": "rootrootrootrootrootrootrootrootrootroot"}],
         "users": [
           {"name": "alice", "path": "/a/", "caps": "roles=read",
            "keys": [{"id": "ALICEALICEALICEALICE", "secret": "alicealicealicealicealicealicealicealice"}],
            "policies": {"All": {"Version": "2012-10-17",
              "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}},
           {"name": "bob", "keys": [{}]}]},
        {"id": ""}]}
      """;

  @TempDir private Path folder;

  private UsersFile read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("users.json"), text);
    return UsersFile.read(file);
  }

  private static String made(UsersFile file, Sallyport sallyport) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MadeUsers(sallyport, new PrintStream(out, true, StandardCharsets.UTF_8)).make(file);
    return out.toString(StandardCharsets.UTF_8);
  }

  private Sallyport sallyport() {
    return Sallyport.builder()
        .store(new MemoryStore())
        .masterKey(MasterKey.createFile(folder.resolve("master.key")))
        .build();
  }

  @Test
  void whatItDescribesIsMadeOnceAndThenLeftAlone() throws Exception {
    UsersFile file = read(FILE);
    assertEquals(new AccountId("111111111111"), file.names().emails().get("t@example.com"));
    assertTrue(file.names().isOf(new AccountId("111111111111"), "testx"));
    assertTrue(file.names().isOf(AccountId.EMPTY, ""));
    assertFalse(file.names().isOf(AccountId.EMPTY, "testx"));
    try (Sallyport sallyport = sallyport()) {
      String said = made(file, sallyport);
      assertTrue(said.contains("A key of the user 'bob', shown only now"), said);
      assertFalse(said.contains("alicealice"), said);
      UserManager users = sallyport.in(new AccountId("111111111111")).users();
      UserName alice = new UserName("alice");
      assertEquals("/a/", users.get(alice).path().value());
      assertEquals("roles=read", users.caps(alice).toString());
      assertEquals("ALICEALICEALICEALICE", users.listAccessKeys(alice).get(0).id().value());
      assertEquals(
          1, sallyport.in(new AccountId("111111111111")).account().listAccessKeys().size());
      users.putPolicy(alice, new PolicyName("All"), RunningStore.allow("s3:GetObject", "*"));
      assertEquals("", made(file, sallyport));
      assertEquals(
          RunningStore.allow("s3:GetObject", "*"), users.getPolicy(alice, new PolicyName("All")));
      assertEquals(1, users.listAccessKeys(new UserName("bob")).size());
      assertEquals(2, users.list("/", PageRequest.FIRST).items().size());
    }
  }

  @Test
  void aKeyThatChangedIsGivenTooAndTheOldOneTold() throws Exception {
    try (Sallyport sallyport = sallyport()) {
      made(read(FILE), sallyport);
      String said =
          made(read(FILE.replace("\"ALICEALICEALICEALICE", "\"ANNAANNAANNAANNAANNA")), sallyport);
      assertEquals("The key ALICEALICEALICEALICE of the user 'alice' isn't in the file.\n", said);
      assertEquals(
          2,
          sallyport
              .in(new AccountId("111111111111"))
              .users()
              .listAccessKeys(new UserName("alice"))
              .size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"accounts\": [{\"id\": \"\", \"mail\": \"x\"}]}",
        "{\"account\": []}",
        "{\"accounts\": [{\"users\": [{\"name\": \"a\"}]}]}",
        "{\"accounts\": [{\"id\": null}]}",
        "{\"accounts\": [{\"id\": \"\", \"users\": [{\"caps\": \"roles=*\"}]}]}",
        "{\"accounts\": [{\"id\": \"\", \"users\": [{\"name\": null}]}]}",
        "{\"accounts\": [{\"id\": \"\"}]} x",
        "{\"accounts\": [], \"accounts\": []}",
        "{\"accounts\": [{\"users\": [{\"name\": \"a\", \"keys\": [{\"key\": \"SECRET\"}]}]}]}",
        "{\"accounts\": [{\"users\": [{\"name\": \"a\", \"keys\": [\"SECRET\"]}]}]}",
        "{\"accounts\": [{\"root\": [{\"id\": \"A\", \"secret\": SECRET}]}]}",
        "[]",
        ""
      })
  void whatItCantSayIsRefusedWithItsLine(String text) {
    IOException refusal = assertThrows(IOException.class, () -> read(text));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("line"), message);
    assertFalse(message.contains("SECRET"), message);
  }

  /** TESTER1 may do all of IAM: nobody gets such a user who never wanted one. */
  @Test
  @Timeout(240)
  void aStoreThatBeganWithItsOwnUsersNeverMakesTheExamples() throws Exception {
    Path users = Files.writeString(folder.resolve("users.json"), FILE);
    Path data = folder.resolve("data");
    try (ServerProcess server = ServerProcess.startWithUsers(data, users)) {
      assertTrue(server.said().contains("Serving on"), server.said());
    }
    try (ServerProcess server = ServerProcess.start(data)) {
      assertTrue(server.said().contains("Serving on"), server.said());
      assertFalse(server.said().contains("SECRET_KEY_OF_TESTER1"), server.said());
    }
  }
}
