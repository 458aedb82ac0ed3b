package io.sallyport.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.Sallyport;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.storage.jdbc.JdbcStore;
import io.sallyport.user.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
          + "[\"arn:aws:iam:::user/TESTER\"]},\"Action\":[\"sts:AssumeRole\"]}]}";
  static final String ALLOW =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:*\"],"
          + "\"Resource\":\"arn:aws:s3:::example_bucket/${aws:username}\"}]}";
  private static final String READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

  @TempDir Path folder;
  private Cli cli = Cli.alone();

  @BeforeEach
  void open() {
    cli = Cli.over(folder);
    ok("user create --uid TESTER --access-key TESTER --secret test123");
  }

  /** Arguments are split at spaces. */
  private Cli.Run ok(String line, String... more) {
    String[] words = line.split(" ", -1);
    String[] all = new String[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return cli.ok(all);
  }

  private void createRole() {
    ok("role create --role-name R --assume-role-policy-doc", TRUST);
  }

  @Test
  void lintTellsWhomTrustPoliciesKeepByName() {
    createRole();
    assertEquals("", ok("role lint").out());
    String later = TRUST.replace("TESTER", "LATER");
    ok("role create --unknown-principals --role-name S --assume-role-policy-doc", later);
    for (String line : new String[] {"role lint", "role lint --role-name S"}) {
      Cli.Run found = cli.run(line.split(" ", -1));
      assertTrue(
          found
              .out()
              .startsWith(
                  "S: WARNING /Statement/0/Principal (line 1, column 68): "
                      + "\"arn:aws:iam:::user/LATER\" is kept by name: "),
          found.out());
      assertEquals("sallyport: findings: 1\n", found.err());
      assertEquals(1, found.status());
    }
    ok("user create --uid LATER");
    assertEquals(1, cli.run("role", "lint").status(), "as long as it isn't saved again");
    ok("role modify --role-name S --assume-role-policy-doc", later);
    ok("user rm --uid LATER");
    assertEquals("", ok("role lint").out());
  }

  @Test
  void aRoleIsCreatedShownChangedAndDeleted() {
    JsonNode role =
        ok(
                "role create --role-name R --path /a/ --description d --tag k=v --tag k=w=x "
                    + "--max-session-duration 7200 --assume-role-policy-doc",
                TRUST)
            .json();
    assertEquals("R", role.path("name").asText());
    assertEquals("arn:aws:iam:::role/a/R", role.path("arn").asText());
    assertEquals("7200", role.path("max_session_duration").toString());
    assertEquals(TRUST, role.path("assume_role_policy_document").asText());
    assertEquals("w=x", role.at("/tags/1/Value").asText());
    assertEquals(role, ok("role get --role-name R").json());
    JsonNode updated = ok("role update --role-name R --description e").json();
    assertEquals("e", updated.path("description").asText());
    assertEquals("7200", updated.path("max_session_duration").toString());
    String other = TRUST.replace("sts:AssumeRole", "sts:*");
    JsonNode modified = ok("role modify --role-name R --assume-role-policy-doc", other).json();
    assertEquals(other, modified.path("assume_role_policy_document").asText());
    assertEquals("R", ok("role list").json().at("/0/name").asText());
    assertEquals("[]", ok("role list --path-prefix /b/").json().toString());
    assertEquals("role: R successfully deleted\n", ok("role delete --role-name R").out());
    assertEquals("[]", ok("role list").json().toString());
  }

  @Test
  void rolesHaveTags() {
    createRole();
    assertEquals(
        "role: R successfully tagged\n", ok("role tag --role-name R --tag a=1 --tag b=2").out());
    assertEquals(
        "[{\"Key\":\"a\",\"Value\":\"1\"},{\"Key\":\"b\",\"Value\":\"2\"}]",
        ok("role list-tags --role-name R").json().toString());
    assertEquals(
        "role: R successfully untagged\n",
        ok("role untag --role-name R --tag-key a --tag-key b").out());
    assertEquals("[]", ok("role list-tags --role-name R").json().toString());
  }

  @Test
  void rolesHaveInlinePoliciesByBothNamesOfTheCommands() {
    createRole();
    for (String command : new String[] {"role policy", "role-policy"}) {
      assertEquals(
          "Permission policy attached successfully\n",
          ok(command + " put --role-name R --policy-name P --policy-doc", ALLOW).out());
      assertEquals("[\"P\"]", ok(command + " list --role-name R").json().toString());
      assertEquals("[\"P\"]", ok(command + " get --role-name R").json().toString());
      JsonNode policy = ok(command + " get --role-name R --policy-name P").json();
      assertEquals(ALLOW, policy.path("Permission policy").asText());
      assertEquals(
          "Policy: P successfully deleted for role: R\n",
          ok(command + " delete --role-name R --policy-name P").out());
      assertEquals("[]", ok(command + " list --role-name R").json().toString());
      ok(command + " put --role-name R --policy-name P --policy-doc", ALLOW);
      ok(command + " rm --role-name R --policy-name P");
    }
    ok("role rm --role-name R");
  }

  @Test
  void rolesHaveAttachedPolicies() {
    createRole();
    for (String command : new String[] {"role policy", "role-policy"}) {
      ok(command + " attach --role-name R --policy-arn " + READ_ONLY);
      JsonNode attached = ok(command + " list-attached --role-name R").json();
      assertEquals(READ_ONLY, attached.at("/0/PolicyArn").asText());
      ok(command + " detach --role-name R --policy-arn " + READ_ONLY);
      assertEquals("[]", ok(command + " list-attached --role-name R").json().toString());
    }
  }

  @Test
  void aUserHasTheKeyThatItIsGivenAndItsSecretIsNotShown() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "geheim\n");
    Cli.Run made = ok("user create --uid a --access_key=A_1 --secret_file " + secret);
    assertFalse(made.out().contains("geheim"), made.out());
    assertEquals("A_1", made.json().at("/keys/0/access_key").asText());
    cli.reading("verborgen\n");
    ok("user create --uid b --access-key B --secret-file -");
    assertEquals("B", ok("user info --uid b").json().at("/keys/0/access_key").asText());
    assertEquals("[\"a\",\"b\",\"TESTER\"]", ok("user list").json().toString());
  }

  @Test
  void aUserWithoutAGivenKeyGetsOneWhoseSecretIsShownThisOnce() {
    JsonNode user = ok("user create --uid u --caps users=read --display-name", "A B").json();
    assertEquals("A B", user.path("display_name").asText());
    assertEquals(40, user.at("/keys/0/secret_key").asText().length());
    assertEquals("[{\"type\":\"users\",\"perm\":\"read\"}]", user.path("caps").toString());
    JsonNode shown = ok("user info --uid u").json();
    assertEquals(user.at("/keys/0/access_key"), shown.at("/keys/0/access_key"));
    assertTrue(shown.at("/keys/0/secret_key").isMissingNode());
  }

  @Test
  void aUserIsNotLeftBehindWithoutTheKeyThatItWasToHave() {
    String line = "user create --uid u --access-key TESTER --secret s";
    assertTrue(cli.run(line.split(" ", -1)).failed(1).contains("EntityAlreadyExists"));
    assertEquals("[\"TESTER\"]", ok("user list").json().toString());
  }

  @Test
  void capsAreAddedAndTakenAway() {
    JsonNode user = ok("caps add --uid TESTER --caps roles=*;users=read").json();
    assertEquals(
        "[{\"type\":\"roles\",\"perm\":\"*\"},{\"type\":\"users\",\"perm\":\"read\"}]",
        user.path("caps").toString());
    assertEquals(
        "[{\"type\":\"users\",\"perm\":\"read\"}]",
        ok("caps rm --uid TESTER --caps roles=*").json().path("caps").toString());
  }

  @Test
  void aUserIsRemovedWithAllThatHangsOnIt() {
    assertEquals("user: TESTER successfully deleted\n", ok("user rm --uid TESTER").out());
    assertEquals("[]", ok("user list").json().toString());
    ok("user create --uid TESTER --access-key TESTER --secret test123");
  }

  @Test
  void managedPoliciesHaveVersions() {
    JsonNode made =
        ok("policy create --policy-name P --path /p/ --description d --tag k=v --policy-doc", ALLOW)
            .json();
    String arn = made.at("/Policy/Arn").asText();
    assertEquals("arn:aws:iam:::policy/p/P", arn);
    assertEquals(made, ok("policy get --policy-arn " + arn).json());
    String other = ALLOW.replace("s3:*", "s3:Get*");
    JsonNode second =
        ok("policy create-version --set-as-default --policy-arn " + arn + " --policy-doc", other)
            .json();
    assertEquals("v2", second.at("/PolicyVersion/VersionId").asText());
    ok("policy set-default-version --version-id v1 --policy-arn " + arn);
    JsonNode version = ok("policy get-version --version-id v2 --policy-arn " + arn).json();
    assertEquals(other, version.at("/PolicyVersion/Document").asText());
    assertEquals("false", version.at("/PolicyVersion/IsDefaultVersion").toString());
    assertEquals(2, ok("policy list-versions --policy-arn " + arn).json().path("Versions").size());
    ok("policy delete-version --version-id v2 --policy-arn " + arn);
    createRole();
    ok("role policy attach --role-name R --policy-arn " + arn);
    JsonNode holders = ok("policy list-entities --policy-arn " + arn).json();
    assertEquals("R", holders.at("/PolicyRoles/0/RoleName").asText());
    assertEquals("[]", holders.path("PolicyUsers").toString());
    JsonNode list = ok("policy list --scope Local --only-attached --path-prefix /p/").json();
    assertEquals("1", list.at("/Policies/0/AttachmentCount").toString());
    ok("policy tag --tag a=b --policy-arn " + arn);
    ok("policy untag --tag-key k --policy-arn " + arn);
    JsonNode tags = ok("policy list-tags --policy-arn " + arn).json();
    assertEquals("[{\"Key\":\"a\",\"Value\":\"b\"}]", tags.path("Tags").toString());
    ok("role policy detach --role-name R --policy-arn " + arn);
    ok("policy delete --policy-arn " + arn);
    assertEquals("[]", ok("policy list --scope Local").json().path("Policies").toString());
  }

  @Test
  void providersAreRegistered() {
    String print = "a".repeat(40);
    JsonNode made =
        ok("oidc-provider create --url https://idp.example/r --client-id c1 --client-id c2 "
                + "--tag k=v --thumbprint "
                + print)
            .json();
    String arn = made.path("OpenIDConnectProviderArn").asText();
    assertEquals("arn:aws:iam:::oidc-provider/idp.example/r", arn);
    ok("oidc-provider add-client-id --client-id c3 --arn " + arn);
    ok("oidc-provider remove-client-id --client-id c1 --arn " + arn);
    ok("oidc-provider update-thumbprint --arn " + arn + " --thumbprint " + "b".repeat(40));
    JsonNode provider = ok("oidc-provider get --arn " + arn).json();
    assertEquals("[\"c2\",\"c3\"]", provider.path("ClientIDList").toString());
    assertEquals("[\"" + "b".repeat(40) + "\"]", provider.path("ThumbprintList").toString());
    ok("oidc-provider tag --tag a=b --arn " + arn);
    ok("oidc-provider untag --tag-key k --arn " + arn);
    JsonNode tags = ok("oidc-provider list-tags --arn " + arn).json();
    assertEquals("[{\"Key\":\"a\",\"Value\":\"b\"}]", tags.path("Tags").toString());
    assertEquals(
        arn, ok("oidc-provider list").json().at("/OpenIDConnectProviderList/0/Arn").asText());
    ok("oidc-provider delete --arn " + arn);
    assertEquals(
        "[]", ok("oidc-provider list").json().path("OpenIDConnectProviderList").toString());
  }

  @Test
  void aUserAssumesARole() {
    createRole();
    JsonNode session =
        ok(
                "--as TESTER session assume-role --role-arn arn:aws:iam:::role/R "
                    + "--role-session-name monday --duration-seconds 900 --policy",
                ALLOW)
            .json();
    assertFalse(session.at("/Credentials/SessionToken").asText().isEmpty());
    assertEquals(
        "arn:aws:sts:::assumed-role/R/monday", session.at("/AssumedRoleUser/Arn").asText());
    ok("role modify --role-name R --assume-role-policy-doc", TRUST.replace("AssumeRole", "*"));
    JsonNode tagged =
        ok("--as TESTER session assume-role --role-arn arn:aws:iam:::role/R --tag k=v "
                + "--transitive-tag-key k --source-identity me --role-session-name monday "
                + "--policy-arn "
                + READ_ONLY)
            .json();
    assertEquals("me", tagged.path("SourceIdentity").asText());
  }

  @Test
  void aUserBeginsSessionsOfItsOwnAndForOthers() {
    JsonNode own = ok("--as TESTER session get-session-token --duration-seconds 900").json();
    assertFalse(own.at("/Credentials/SessionToken").asText().isEmpty());
    String federate =
        "session get-federation-token --name Bob --duration-seconds 900 --policy-arn ";
    assertTrue(
        cli.run(("--as TESTER " + federate + READ_ONLY).split(" ", -1))
            .failed(1)
            .contains("sts:GetFederationToken"));
    JsonNode bob = ok(federate + READ_ONLY + " --tag k=v --policy", ALLOW).json();
    assertEquals("arn:aws:sts:::federated-user/Bob", bob.at("/FederatedUser/Arn").asText());
    assertEquals(":Bob", bob.at("/FederatedUser/FederatedUserId").asText());
    assertEquals(
        "", ok("session access-key-info --access-key-id TESTER").json().path("Account").asText());
    assertTrue(
        cli.run(
                "--as",
                "TESTER",
                "session",
                "get-session-token",
                "--serial-number=123456789",
                "--token-code=123456")
            .failed(1)
            .contains("SerialNumber"));
  }

  @Test
  void sessionsAreRevokedAndKeysComeAndGo() {
    createRole();
    for (String which : new String[] {"--role-name R", "--uid TESTER", "--source-identity al"}) {
      ok("session revoke " + which + " --issued-before 2026-01-31T12:00:00Z");
    }
    ok("session revoke --root");
    ok("session revoke --root --issued-before 2026-01-31T12:00:00Z");
    cli.run("session", "revoke", "--root", "--issued-before=3026-01-31T12:00:00Z").failed(1);
    cli.run("session", "revoke", "--root", "--issued-before=today").failed(2);
    cli.run(
            "session",
            "revoke",
            "--session-id=ABCDEFGHIJKLMNOP",
            "--issued-before=2026-01-31T12:00:00Z")
        .failed(2);
    ok("session revoke --role-name R");
    ok("session revoke --uid TESTER");
    ok("session revoke --user-id AIDAGONE");
    ok("session revoke --source-identity alice");
    ok("session revoke --session-id ABCDEFGHIJKLMNOP");
    String provider = "session revoke --oidc-provider arn:aws:iam:::oidc-provider/idp.example.com";
    ok(provider);
    ok(provider + " --subject alice");
    cli.run("session", "revoke", "--subject", "alice").failed(2);
    cli.run("session", "revoke", "--oidc-provider", "idp.example.com").failed(2);
    assertTrue(cli.run("session", "revoke", "--role-name", "Q").failed(1).contains("NoSuchEntity"));
    assertTrue(cli.run("session", "revoke", "--uid=a", "--role-name=R").failed(2).contains("one"));
    cli.run("session", "revoke").failed(2);
    cli.run("--as", "TESTER", "session", "revoke", "--role-name=R").failed(2);
    String first = ok("key list").json().at("/0/id").asText();
    assertEquals(first, ok("key rotate").json().at("/0/id").asText());
    String second = ok("key list").json().at("/1/id").asText();
    JsonNode left = ok("key strike-out --key-id " + first).json();
    assertEquals(second, left.at("/0/id").asText());
    assertEquals(2, left.size()); // One of them seals at once.
    cli.run("key", "strike-out", "--key-id", first).failed(1);
    cli.run("--as", "TESTER", "key", "list").failed(2);
  }

  @Test
  void whoCallsIsTold() {
    assertEquals("arn:aws:iam:::root", ok("session caller-identity").json().path("Arn").asText());
    assertEquals(
        "arn:aws:iam:::user/TESTER",
        ok("--as TESTER session caller-identity").json().path("Arn").asText());
  }

  @Test
  void whoCallsAsAUserMayDoWhatTheUserMay() {
    createRole();
    assertTrue(
        cli.run("--as", "TESTER", "role", "get", "--role-name", "R")
            .failed(1)
            .startsWith("sallyport: AccessDenied: "));
    assertTrue(
        cli.run("--as", "TESTER", "caps", "add", "--uid", "TESTER", "--caps", "roles=*")
            .failed(1)
            .startsWith("sallyport: AccessDenied: "));
    ok("caps add --uid TESTER --caps roles=read");
    ok("--as TESTER role get --role-name R");
  }

  @Test
  void accountsAreApart() {
    ok("--account 111122223333 user create --uid u");
    assertEquals(
        "arn:aws:iam::111122223333:user/u",
        ok("user info --uid u --account 111122223333").json().path("arn").asText());
    assertEquals("[\"TESTER\"]", ok("user list").json().toString());
  }

  @Test
  void documentsMayBeInFiles() throws IOException {
    Path trust = Files.writeString(folder.resolve("trust.json"), TRUST);
    ok("role create --role-name R --assume-role-policy-doc=file://" + trust);
    assertTrue(
        cli.run("role", "modify", "--role-name=R", "--assume-role-policy-doc=file:///nowhere/x")
            .failed(1)
            .equals("sallyport: /nowhere/x: no such file"));
  }

  @Test
  void listsAreWholeHoweverManyPagesTheyHave() {
    try (Sallyport sallyport =
        Sallyport.builder()
            .store(JdbcStore.open(Cli.url(folder)))
            .masterKey(MasterKey.file(folder.resolve("master.key")))
            .build()) {
      for (int number = 0; number < 250; number++) {
        User unused = sallyport.users().create(new UserName("u" + number));
      }
    }
    assertEquals(251, ok("user list").json().size());
  }

  @BeforeAll
  static void begin() {
    Cli.forget();
  }

  /** But for those that need no IAM, which are tried elsewhere. */
  @AfterAll
  static void everyCommandWasTried() {
    Set<String> untried = new TreeSet<>(Cli.all());
    untried.removeAll(Cli.tried());
    assertEquals(
        "[completion, export, import, oidc-provider check, policy explain, policy lint, policy simulate]",
        untried.toString());
  }
}
