package io.sallyport.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.masterkey.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisuseTest {
  private static final String[] CREATE = {"user", "create", "--uid=u"};

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'', which command?",
    "role, which command?",
    "odd, odd",
    "role odd, odd",
    "role get, --role-name",
    "role get --role-name, Missing required parameter for option '--role-name'",
    "role get --role-name --format aws, Expected parameter for option '--role-name'",
    "role get --role-name a --role-name b, should be specified only once",
    "role get --role-name a --odd b, Unknown option",
    "role get --role-name a b, b",
    "role get --role-name a --policy-doc b, Unknown option",
    "--uid a role get --role-name a, Unknown option",
    "role create --role-name a, --assume-role-policy-doc",
    "role tag --role-name a --tag x, KEY=VALUE",
    "role tag --role-name a --tag =x, KEY=VALUE",
    "role list --format odd, '--format is seed, aws or table'",
    "role list --lenient odd, --lenient is one of",
    "role list --lenient, Missing required parameter",
    "role list --endpoint http://h --ceph, '--endpoint and --ceph exclude each other'",
    "role list --endpoint http://h --lenient ANY_AUDIENCE, exclude each other",
    "user create --uid u --access-key A, --secret-file",
    "user create --uid u --secret A, --access-key",
    "user create --uid u --access-key A --secret A --secret-file f, exclude",
    "import, FILE",
    "import a b, b",
    "policy simulate, --cases",
  })
  void whatIsWronglyAskedForEndsWith2(String line, String said) {
    Cli cli = Cli.over(folder);
    String[] words = line.isEmpty() ? new String[0] : line.split(" ", -1);
    String first = cli.run(words).failed(2);
    assertTrue(first.contains(said), first);
  }

  @ParameterizedTest
  @CsvSource({
    "role get --role-name odd, NoSuchEntity: ",
    "role get --role-name=, InvalidInput: ",
    "role get --role-name a/b, InvalidInput: ",
    "role create --role-name a --assume-role-policy-doc {\"Version\":, MalformedPolicyDocument: ",
    "role create --role-name a --assume-role-policy-doc {}, MalformedPolicyDocument: ",
    "role create --role-name a --assume-role-policy-doc file:///nowhere/x, /nowhere/x: no such file",
    "role update --role-name a --max-session-duration abc, InvalidInput: ",
    "role policy get --role-name a --policy-name b, NoSuchEntity: ",
    "user info --uid odd, NoSuchEntity: ",
    "user create --uid u --secret-file /nowhere/x --access-key A, /nowhere/x: no such file",
    "user create --uid u --caps odd=*, InvalidInput: ",
    "caps add --uid odd --caps roles=*, NoSuchEntity: ",
    "caps add --uid odd --caps roles, InvalidInput: ",
    "role list --as odd, NoSuchEntity: ",
    "role list --account odd, InvalidInput: ",
  })
  void whatCannotBeDoneEndsWith1AndItsCauseInOneLine(String line, String said) {
    String cause = Cli.over(folder).run(line.split(" ", -1)).failed(1);
    assertTrue(cause.startsWith("sallyport: " + said), cause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/iam", "jdbc:odd:x", "etcd://", "etcd://a b", "etcd://h"})
  void whatIsNoStoreIsSaid(String url) {
    assertTrue(Cli.over(folder).run("role", "list", "--store", url).status() == 2);
  }

  @Test
  void aStoreMustBeNamedAndItsKey() {
    assertTrue(Cli.alone().run("role", "list").failed(2).contains("SALLYPORT_STORE"));
    assertTrue(
        Cli.alone()
            .run("role", "list", "--store", Cli.url(folder))
            .failed(2)
            .contains("SALLYPORT_MASTER_KEY_FILE"));
  }

  @Test
  void aStoreThatIsNotThereIsSaidWithoutItsPassword() {
    Cli cli = Cli.over(folder);
    Cli.Run postgres =
        cli.run("role", "list", "--store=jdbc:postgresql://127.0.0.1:1/x?user=u&password=geheim");
    assertTrue(postgres.failed(1).contains("could not be opened"), postgres.err());
    assertFalse(postgres.err().contains("geheim"), postgres.err());
    Cli.Run etcd = cli.run("role", "list", "--store=etcd://127.0.0.1:1");
    assertTrue(etcd.failed(1).startsWith("sallyport: "), etcd.err());
  }

  @Test
  void aNewStoreGetsAMasterKeyThatIsTold() {
    Cli cli =
        Cli.alone()
            .with("SALLYPORT_STORE", Cli.url(folder))
            .with("SALLYPORT_MASTER_KEY_FILE", folder.resolve("new.key").toString());
    Cli.Run first = cli.run("role", "list");
    assertEquals(0, first.status());
    assertTrue(first.err().matches("The master key .*new.key is new: .*\n"), first.err());
    cli.ok("role", "list");
  }

  @Test
  void aWrongMasterKeyOpensNothingAndNoneIsLeft() throws IOException {
    Cli cli = Cli.over(folder);
    cli.ok(CREATE);
    Path other = folder.resolve("other.key");
    MasterKey unused = MasterKey.createFile(other);
    assertTrue(
        cli.run("role", "list", "--master-key-file", other.toString())
            .failed(1)
            .contains("master key"));
    Path absent = folder.resolve("absent.key");
    assertEquals(
        "sallyport: the store is not new, and its master key is not in "
            + absent
            + ": no such file",
        cli.run("role", "list", "--master-key-file", absent.toString()).failed(1));
    assertFalse(Files.exists(absent));
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
    assertTrue(
        cli.run("role", "list", "--master-key-file=" + other).failed(1).contains("chmod 600"));
    Files.write(other, new byte[31]);
    assertEquals(1, cli.run("role", "list", "--master-key-file=" + other).status());
    cli.ok("role", "list");
  }

  @Test
  void whatCouldMoveACursorIsWrittenOut() throws IOException {
    Cli cli = Cli.over(folder);
    String escape = "\u009b31m\u202e\r\n";
    for (String name : new String[] {"role get --role-name", "user info --uid", "role"}) {
      for (String begun : new String[] {" X", " X\u001b[2J"}) {
        Cli.Run run = cli.run((name + begun + escape).split(" ", -1));
        assertFalse(run.err().matches("(?s).*[\u001b\u009b\u202e\r].*"), run.err());
      }
      Cli.Run run = cli.run((name + " X" + escape).split(" ", -1));
      assertTrue(run.err().contains("\\u009b31m\\u202e"), run.err());
    }
    cli.ok(CREATE);
    String hidden = "a\u2028b";
    cli.ok("user", "create", "--uid=v", "--display-name", hidden);
    assertTrue(cli.ok("user", "info", "--uid=v").out().contains("a\\u2028b"));
    assertEquals(hidden, cli.ok("user", "info", "--uid=v").json().path("display_name").asText());
    assertTrue(cli.onATerminal().ok("user", "info", "--uid=v").out().contains("a\\u2028b"));
  }
}
