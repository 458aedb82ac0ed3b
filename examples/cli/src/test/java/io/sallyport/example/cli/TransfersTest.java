package io.sallyport.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransfersTest {
  @TempDir Path folder;
  private Cli cli = Cli.alone();

  @BeforeEach
  void open() {
    cli = Cli.over(folder);
    ok("user", "create", "--uid=TESTER", "--access-key=TESTER", "--secret=test123");
  }

  private JsonNode ok(String... arguments) {
    return cli.ok(arguments).json();
  }

  /** Two roles, with the keys of Ceph's documentation and with those of its newer releases. */
  static String rolesOfCeph() {
    ArrayNode roles = new ObjectMapper().createArrayNode();
    roles
        .addObject()
        .put("id", "3e1c0ff7-8f2b-456c-8fdf-20f428ba6a7f")
        .put("name", "S3Access1")
        .put("path", "/application_abc/component_xyz/")
        .put("arn", "arn:aws:iam:::role/application_abc/component_xyz/S3Access1")
        .put("create_date", "2018-10-17T10:32:01.881Z")
        .put("max_session_duration", 3600)
        .put("assume_role_policy_document", CommandsTest.TRUST);
    ObjectNode newer =
        roles
            .addObject()
            .put("RoleId", "edcd6893-1837-476e-bfc2-bfc2c03f0b43")
            .put("RoleName", "Newer")
            .put("Path", "/")
            .put("Arn", "arn:aws:iam:::role/Newer")
            .put("CreateDate", "2026-11-21T22:20:04.713Z")
            .put("Description", "")
            .put("MaxSessionDuration", 7200)
            .put("AssumeRolePolicyDocument", CommandsTest.TRUST)
            .put("AccountId", "");
    newer.putArray("Tags").addObject().put("Key", "k").put("Value", "v");
    newer
        .putArray("PermissionPolicies")
        .addObject()
        .put("PolicyName", "P")
        .put("PolicyValue", CommandsTest.ALLOW);
    newer
        .putArray("ManagedPermissionPolicies")
        .add("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
    return roles.toString();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("roles.json"), content);
  }

  @Test
  void anExportIsImportedIntoANewStoreOnceAndForAll() throws IOException {
    String file = folder.resolve("exported").toString();
    long entries = ok("export", file).path("exported").asLong();
    assertTrue(entries > 2, file);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))));
    String copy = "--store=" + Cli.url(folder) + "-copy";
    JsonNode imported = ok("import", file, copy);
    assertEquals("{\"imported\":%d,\"already_there\":0}".formatted(entries), imported.toString());
    assertEquals("TESTER", ok("user", "info", "--uid=TESTER", copy).path("user_id").asText());
    assertEquals(entries, ok("import", file, copy).path("already_there").asLong());
    assertEquals("sallyport: " + file + ": it exists already", cli.run("export", file).failed(1));
    assertTrue(Files.size(Path.of(file)) > 100);
  }

  @Test
  void whatIsThereAlreadyAndDifferentStays() throws IOException {
    String file = folder.resolve("exported").toString();
    ok("export", file);
    ok("caps", "add", "--uid=TESTER", "--caps=roles=*");
    assertEquals(
        "sallyport: the store has other values for 1 of the entries: they were left as they are",
        cli.run("import", file).failed(1));
    assertEquals("*", ok("user", "info", "--uid=TESTER").at("/caps/0/perm").asText());
  }

  @Test
  void aDamagedExportIsAFailure() throws IOException {
    Path file = folder.resolve("exported");
    ok("export", file.toString());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 9));
    String copy = "--store=" + Cli.url(folder) + "-copy";
    assertTrue(cli.run("import", file.toString(), copy).failed(1).startsWith("sallyport: the "));
    assertEquals("sallyport: /nowhere/x: no such file", cli.run("import", "/nowhere/x").failed(1));
    assertEquals("sallyport: /nowhere/x: no such file", cli.run("export", "/nowhere/x").failed(1));
  }

  @Test
  void aStoreThatIsNotThereIsNotExportedAndNoFileIsLeft() {
    Path file = folder.resolve("exported");
    for (String url : new String[] {"jdbc:postgresql://127.0.0.1:1/x", Cli.url(folder) + "-odd"}) {
      String said = cli.run("export", file.toString(), "--store", url).failed(1);
      assertTrue(said.contains("could not be opened"), said);
      assertFalse(Files.exists(file), url);
    }
    assertFalse(Files.exists(folder.resolve("iam-odd.mv.db")));
  }

  @Test
  void rolesOfCephAreImportedAndWhatIsThereIsPassedOver() throws IOException {
    String file = file(rolesOfCeph()).toString();
    assertEquals(
        "{\"imported\":2,\"already_there\":0}", ok("import", "--radosgw", file).toString());
    JsonNode role = ok("role", "get", "--role-name=S3Access1");
    assertEquals(
        "arn:aws:iam:::role/application_abc/component_xyz/S3Access1", role.path("arn").asText());
    assertEquals(CommandsTest.TRUST, role.path("assume_role_policy_document").asText());
    JsonNode newer = ok("role", "get", "--role-name=Newer");
    assertEquals("7200", newer.path("max_session_duration").toString());
    assertEquals("v", newer.at("/tags/0/Value").asText());
    assertEquals("[\"P\"]", ok("role", "policy", "list", "--role-name=Newer").toString());
    assertEquals(
        "AmazonS3ReadOnlyAccess",
        ok("role", "policy", "list-attached", "--role-name=Newer").at("/0/PolicyName").asText());

    String edited = CommandsTest.ALLOW.replace("s3:*", "s3:Get*");
    cli.ok("role", "policy", "put", "--role-name=Newer", "--policy-name=P", "--policy-doc", edited);
    assertEquals(
        "{\"imported\":0,\"already_there\":2}", ok("import", "--radosgw", file).toString());
    assertEquals(
        edited,
        ok("role", "policy", "get", "--role-name=Newer", "--policy-name=P")
            .path("Permission policy")
            .asText());
  }

  @Test
  void anotherRoleOfTheNameIsNotChanged() throws IOException {
    String file = file(rolesOfCeph()).toString();
    ok("role", "create", "--role-name=s3access1", "--assume-role-policy-doc", CommandsTest.TRUST);
    assertEquals(
        "sallyport: role S3Access1: there is another one of this name: its RoleName is different",
        cli.run("import", "--radosgw", file).failed(1));
    assertEquals("/", ok("role", "get", "--role-name=s3access1").path("path").asText());
  }

  @Test
  void whatIsNoListOfRolesChangesNothing() throws IOException {
    String good = rolesOfCeph();
    String[] bad = {
      "",
      "{",
      "{}",
      "[1]",
      "[{}]",
      good.replace("\"Description\"", "\"Odd\""),
      good.replace("\"name\"", "\"nick\""),
      good.replace("7200", "{}"),
      good.replace("\"PolicyValue\"", "\"Value\"")
    };
    for (String each : bad) {
      String file = file(each).toString();
      assertTrue(cli.run("import", "--radosgw", file).failed(1).startsWith("sallyport: "), each);
      assertEquals("[]", ok("role", "list").toString(), each);
    }
  }

  @Test
  void aRoleThatNamesNobodyIsRefusedByNameUnlessThatIsAskedFor() throws IOException {
    String file = file(rolesOfCeph().replace("user/TESTER", "user/LATER")).toString();
    assertTrue(
        cli.run("import", "--radosgw", file)
            .failed(1)
            .startsWith("sallyport: role S3Access1: MalformedPolicyDocument: Invalid principal"));
    assertEquals(
        "2", ok("import", "--unknown-principals", "--radosgw", file).path("imported").toString());
  }

  @Test
  void aPrincipalInARolesPolicyIsTakenAndReadAsCephDoesIfThatIsAskedFor() throws IOException {
    String policy = CommandsTest.ALLOW.replace("\"Action\"", "\"Principal\":\"*\",\"Action\"");
    ArrayNode roles = (ArrayNode) new ObjectMapper().readTree(rolesOfCeph());
    ((ObjectNode) roles.at("/1/PermissionPolicies/0")).put("PolicyValue", policy);
    String file = file(roles.toString()).toString();
    String refused = cli.run("import", "--radosgw", file).failed(1);
    assertTrue(refused.startsWith("sallyport: role Newer: MalformedPolicyDocument: "), refused);

    String[] get = {"role", "policy", "get", "--role-name=Newer", "--policy-name=P"};
    assertEquals(
        "{\"imported\":0,\"already_there\":2}",
        ok("import", "--ceph", "--radosgw", file).toString());
    for (String leniency : List.of("--ceph", "--lenient=PRINCIPAL_IN_IDENTITY_POLICY")) {
      String[] line = Stream.concat(Stream.of(get), Stream.of(leniency)).toArray(String[]::new);
      assertEquals(policy, ok(line).path("Permission policy").asText(), leniency);
    }
  }

  @Test
  void severalLenienciesCanBeNamed() {
    String thumbprint = "--thumbprint=" + "Z".repeat(40);
    String[] create = {"oidc-provider", "create", "--url=https://idp.example.com", thumbprint};
    assertTrue(cli.run(create).failed(1).startsWith("sallyport: InvalidInput: "));
    String[] named = {"--lenient=ANY_AUDIENCE", "--lenient", "ANY_THUMBPRINT"};
    assertEquals(
        "{\"OpenIDConnectProviderArn\":\"arn:aws:iam:::oidc-provider/idp.example.com\"}",
        ok(Stream.concat(Stream.of(create), Stream.of(named)).toArray(String[]::new)).toString());
  }

  @Test
  void aTerminalIsToldHowFarItIs() throws IOException {
    Path file = folder.resolve("exported");
    Cli.Run export = cli.onATerminal().run("export", file.toString());
    assertTrue(export.err().matches("\r[0-9,]+ KiB written\r *\r"), export.err());
    String copy = "--store=" + Cli.url(folder) + "-copy";
    Cli.Run imported = cli.run("import", file.toString(), copy);
    assertTrue(imported.err().matches("\r[0-9,]+ KiB read\r *\r"), imported.err());
    Cli.Run roles = cli.run("import", "--radosgw", file(rolesOfCeph()).toString());
    assertTrue(roles.err().startsWith("\r0 of 2 roles"), roles.err());
  }
}
