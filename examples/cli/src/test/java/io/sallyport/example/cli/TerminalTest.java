package io.sallyport.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {
  @TempDir Path folder;
  private Cli cli = Cli.alone();

  @BeforeEach
  void open() {
    cli = Cli.over(folder).onATerminal();
    Cli.Run unused =
        cli.ok("user", "create", "--uid=TESTER", "--access-key=TESTER", "--secret=test123");
    unused =
        cli.ok(
            "role",
            "create",
            "--role-name=R",
            "--description=two\nlines",
            "--assume-role-policy-doc",
            CommandsTest.TRUST);
  }

  @Test
  void aListIsATable() {
    List<String> lines = cli.ok("role", "list").out().lines().toList();
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).matches("id +name +path +arn +create_date +.*"), lines.get(0));
    assertTrue(lines.get(1).contains("  arn:aws:iam:::role/R  "), lines.get(1));
    assertEquals(lines.get(0).indexOf("arn"), lines.get(1).indexOf("arn:"));
    assertEquals("TESTER\n", cli.ok("user", "list").out());
    assertEquals("", cli.ok("role", "policy", "list", "--role-name=R").out());
  }

  @Test
  void aThingHasALineForEachField() {
    List<String> lines = cli.ok("role", "get", "--role-name=R").out().lines().toList();
    assertTrue(lines.contains("path                         /"), lines.toString());
    assertTrue(lines.contains("description                  two\\u000alines"), lines.toString());
    assertTrue(lines.contains("assume_role_policy_document  " + CommandsTest.TRUST));
  }

  @Test
  void anotherFormatMayBeAskedFor() {
    assertEquals(
        CommandsTest.TRUST,
        cli.ok("role", "get", "--role-name=R", "--format=aws")
            .json()
            .at("/Role/AssumeRolePolicyDocument")
            .toString());
    assertEquals("R", cli.ok("role", "list", "--format=seed").json().at("/0/name").asText());
    assertEquals(
        "R", cli.ok("role", "list", "--format=aws").json().at("/Roles/0/RoleName").asText());
    assertEquals("", cli.ok("role", "delete", "--role-name=R", "--format=aws").out());
  }

  @Test
  void helpIsThereForEveryCommand() {
    for (String line : Cli.all()) {
      String[] words = (line + " --help").split(" ", -1);
      assertTrue(cli.ok(words).out().startsWith("Usage: sallyport " + line + " "), line);
    }
  }

  @Test
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    Shell shell = Shell.in(folder, "bash");
    Cli.Run run =
        shell.run(
            "source <(sallyport completion); compopt() { :; };"
                + " complete_at() { COMP_WORDS=(\"$@\"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                + " COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE}; COMPREPLY=(); _complete_sallyport;"
                + " echo \"${COMPREPLY[@]}\"; };"
                + " complete_at sallyport role mod; complete_at sallyport role policy p;"
                + " complete_at sallyport role create --role");
    assertEquals("", run.err());
    assertEquals("modify\nput\n--role-name\n", run.out().replaceAll(" +\n", "\n"));
  }

  @Test
  void argumentsAreUtf8InAnyLocale() throws IOException, InterruptedException {
    Cli.Run run =
        Shell.in(folder, "sh").run("LC_ALL=C sallyport user create --uid u --display-name 'ä 世'");
    assertEquals("", run.err());
    assertEquals("ä 世", run.json().path("display_name").asText());
  }
}
