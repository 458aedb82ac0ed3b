package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.masterkey.MasterKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;

/** The command line in this process, with an environment of its own. */
final class Cli {
  private static final Set<String> TRIED = new TreeSet<>();

  private final Map<String, String> environment = new TreeMap<>();
  private boolean isTerminal;
  private String input = "";

  private Cli() {}

  /** One that knows no store and no server. */
  static Cli alone() {
    return new Cli();
  }

  /** One whose store is in this folder, with its master key, which is made. */
  static Cli over(Path folder) {
    Path key = folder.resolve("master.key");
    MasterKey unused = MasterKey.createFile(key);
    return alone()
        .with("SALLYPORT_STORE", url(folder))
        .with("SALLYPORT_MASTER_KEY_FILE", key.toString());
  }

  static String url(Path folder) {
    return "jdbc:h2:" + folder.resolve("iam").toAbsolutePath();
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Cli onATerminal() {
    isTerminal = true;
    return this;
  }

  Cli reading(String text) {
    input = text;
    return this;
  }

  /** What a command did. */
  record Run(int status, String out, String err) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError(out, e);
      }
    }

    /** The first line of standard error, of a command that should fail so. */
    String failed(int expected) {
      assertEquals(expected, status, out + err);
      assertEquals("", out);
      String[] lines = err.split("\n", -1);
      assertEquals(expected == 1 ? 2 : 3, lines.length, err);
      return lines[0];
    }
  }

  Run run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Context.Streams streams =
        new Context.Streams(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            isTerminal);
    int status = new Main(streams, environment).run(arguments);
    return new Run(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Runs a command that must do what it is told without a word on standard error. */
  Run ok(String... arguments) {
    Run run = run(arguments);
    assertEquals("", run.err);
    assertEquals(0, run.status);
    CommandLine commands = Main.commands();
    List<CommandLine> path =
        commands.parseArgs(new Words(commands).first(arguments)).asCommandLineList();
    TRIED.add(name(path.get(path.size() - 1)));
    return run;
  }

  /** The names of all commands. */
  static Set<String> all() {
    Set<String> all = new TreeSet<>();
    collect(Main.commands(), all);
    return all;
  }

  /** The names of all commands that did what they were told since {@link #forget}. */
  static Set<String> tried() {
    return Set.copyOf(TRIED);
  }

  static void forget() {
    TRIED.clear();
  }

  private static void collect(CommandLine command, Set<String> names) {
    if (command.getCommandSpec().userObject() instanceof Verb) {
      names.add(name(command));
    }
    command.getSubcommands().values().forEach(each -> collect(each, names));
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName().substring(Main.NAME.length()).strip();
  }
}
