package io.sallyport.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.masterkey.MasterKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines of Ceph's page on roles, in its order, through a shell. */
class SeedLinesTest {
  private static final String ROLE =
      """
      {
        "id": "ca43045c-082c-491a-8af1-2eebca13deec",
        "name": "S3Access1",
        "path": "/application_abc/component_xyz/",
        "arn": "arn:aws:iam:::role/application_abc/component_xyz/S3Access1",
        "create_date": "2018-10-17T10:18:29.116Z",
        "max_session_duration": 3600,
        "assume_role_policy_document": "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":[\\"arn:aws:iam:::user/TESTER\\"]},\\"Action\\":[\\"sts:AssumeRole\\"]}]}"
      }
      """;
  private static final String TRUST =
      "\\{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":\\[\\{\\\"Effect\\\":\\\"Allow\\\","
          + "\\\"Principal\\\":\\{\\\"AWS\\\":\\[\\\"arn:aws:iam:::user/TESTER\\\"\\]\\},"
          + "\\\"Action\\\":\\[\\\"sts:AssumeRole\\\"\\]\\}\\]\\}";
  private static final String POLICY =
      "\\{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":\\[\\{\\\"Effect\\\":\\\"Allow\\\","
          + "\\\"Action\\\":\\[\\\"s3:*\\\"\\],"
          + "\\\"Resource\\\":\\\"arn:aws:s3:::example_bucket\\\"\\}\\]\\}";

  @TempDir Path folder;

  /** With one id and date for all, as these are the store's own. */
  private static JsonNode same(String json) throws JsonProcessingException {
    JsonNode parsed = new ObjectMapper().readTree(json);
    for (JsonNode each : parsed.isArray() ? parsed : List.of(parsed)) {
      if (each.has("id") && each instanceof ObjectNode role) {
        role.put("id", "same").put("create_date", "same");
      }
    }
    return parsed;
  }

  @ParameterizedTest
  @CsvSource({"sh, role policy", "bash, role-policy"})
  void doWhatCephsPageSays(String program, String policy) throws IOException, InterruptedException {
    MasterKey unused = MasterKey.createFile(folder.resolve("master.key"));
    Shell shell = Shell.in(folder, program);

    assertAnswers(
        ROLE,
        shell.run(
            "radosgw-admin role create --role-name=S3Access1"
                + " --path=/application_abc/component_xyz/ --assume-role-policy-doc="
                + TRUST));
    assertAnswers(ROLE, shell.run("radosgw-admin role get --role-name=S3Access1"));
    assertAnswers(
        "[" + ROLE + "]", shell.run("radosgw-admin role list --path-prefix=\"/application\""));
    assertAnswers(
        ROLE.replace("user/TESTER", "user/TESTER2"),
        shell.run(
            "radosgw-admin role modify --role-name=S3Access1 --assume-role-policy-doc="
                + TRUST.replace("user/TESTER", "user/TESTER2")));

    String start = "radosgw-admin " + policy;
    String named = " --role-name=S3Access1 --policy-name=Policy1";
    assertSays(
        "Permission policy attached successfully",
        shell.run(start + " put" + named + " --policy-doc=" + POLICY));
    assertAnswers("[\"Policy1\"]", shell.run(start + " list --role-name=S3Access1"));
    assertAnswers("[\"Policy1\"]", shell.run(start + " get --role-name=S3Access1"));
    assertAnswers(
        """
        {
          "Permission policy": "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":[\\"s3:*\\"],\\"Resource\\":\\"arn:aws:s3:::example_bucket\\"}]}"
        }
        """,
        shell.run(start + " get" + named));
    Cli.Run held = shell.run("radosgw-admin role delete --role-name=S3Access1");
    assertTrue(held.failed(1).startsWith("sallyport: DeleteConflict: "), held.err());
    assertSays(
        "Policy: Policy1 successfully deleted for role: S3Access1",
        shell.run(start + " delete" + named));
    assertSays(
        "role: S3Access1 successfully deleted",
        shell.run("radosgw-admin role delete --role-name=S3Access1"));

    JsonNode user =
        answer(
            shell.run(
                "radosgw-admin --uid TESTER --display-name \"TestUser\" --access_key TESTER"
                    + " --secret test123 user create"));
    assertEquals("TESTER", user.path("user_id").asText());
    assertEquals("TestUser", user.path("display_name").asText());
    assertEquals("TESTER", user.at("/keys/0/access_key").asText());
    JsonNode caps = answer(shell.run("radosgw-admin caps add --uid=\"TESTER\" --caps=\"roles=*\""));
    assertEquals("[{\"type\":\"roles\",\"perm\":\"*\"}]", caps.path("caps").toString());
  }

  @Test
  void aStoreIsCopiedThroughAPipe() throws IOException, InterruptedException {
    Shell shell = Shell.in(folder, "sh");
    Cli.Run made = shell.run("sallyport user create --uid A");
    assertTrue(made.err().startsWith("The master key "), made.err());
    Cli.Run copied =
        shell.run("sallyport export - | sallyport import - --store jdbc:h2:$FOLDER/copy");
    assertEquals("", copied.err());
    assertEquals(0, copied.status());
    assertAnswers("[\"A\"]", shell.run("sallyport user list --store jdbc:h2:$FOLDER/copy"));
  }

  private static JsonNode answer(Cli.Run run) {
    assertEquals("", run.err());
    assertEquals(0, run.status());
    return run.json();
  }

  private static void assertAnswers(String expected, Cli.Run run) throws JsonProcessingException {
    JsonNode unused = answer(run);
    assertEquals(same(expected), same(run.out()));
  }

  private static void assertSays(String expected, Cli.Run run) {
    assertEquals("", run.err());
    assertEquals(expected + "\n", run.out());
    assertEquals(0, run.status());
  }
}
