package io.sallyport.example.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command {@code sallyport}. Exit status: 0; 1 if what was asked for could not be done, with
 * one line that says why; 2 if it was not asked for as it should be.
 */
public final class Main {
  static final String NAME = "sallyport";

  private static final Verb COMPLETION =
      Verb.of(
          "completion",
          "Prints what makes bash complete commands: source <(sallyport completion)",
          (given, context) -> {
            context.out().print(AutoComplete.bash(NAME, commands()));
            return Result.NOTHING;
          });

  private final Context.Streams streams;
  private final Map<String, String> environment;
  private final CommandLine commands;

  Main(Context.Streams streams, Map<String, String> environment) {
    this.streams = streams;
    this.environment = environment;
    this.commands = commands();
    commands.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
    commands.setExecutionStrategy(this::execute);
    commands.setParameterExceptionHandler((wrong, arguments) -> misused(wrong));
  }

  /** Runs one command. */
  public static void main(String[] arguments) {
    LogManager.getLogManager().getLogger("").setLevel(Level.OFF);
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Context.Streams streams = new Context.Streams(System.in, out, err, isTerminal());
    System.exit(new Main(streams, System.getenv()).run(arguments));
  }

  /** From JDK 22 on there may be a console without a terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** All commands. */
  static CommandLine commands() {
    CommandSpec root =
        Noun.of(
                NAME,
                "Roles, users, policies and sessions, in a store or of a server.",
                Stream.concat(Transfers.VERBS.stream(), Stream.of(COMPLETION)).toList(),
                Roles.NOUN,
                RolePolicies.OLDER,
                Users.NOUN,
                Users.CAPS,
                Providers.NOUN,
                Policies.NOUN,
                Sessions.NOUN,
                Keys.NOUN)
            .command();
    Globals.addTo(root);
    CommandLine commands = new CommandLine(root);
    commands.setExpandAtFiles(false);
    commands.setAllowOptionsAsOptionParameters(false);
    return commands;
  }

  int run(String... arguments) {
    int status = commands.execute(new Words(commands).first(arguments));
    streams.out().flush();
    if (streams.out().checkError()) {
      return status == 0 ? failed(new Failure("standard output can't be written")) : status;
    }
    return status;
  }

  private int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    List<CommandLine> path = parsed.asCommandLineList();
    CommandLine last = path.get(path.size() - 1);
    if (!(last.getCommandSpec().userObject() instanceof Verb verb)) {
      throw new ParameterException(
          last, "which command? " + String.join(", ", last.getSubcommands().keySet()));
    }
    Globals globals = new Globals(environment, last.getParseResult());
    try (Context context = new Context(streams, globals)) {
      Printer printer = new Printer(context.format(), streams.out());
      printer.print(verb.work().run(new Arguments(verb, last.getParseResult()), context));
      return 0;
    } catch (Misuse e) {
      throw new ParameterException(last, e.getMessage(), e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return failed(e);
    }
  }

  private int misused(ParameterException wrong) {
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    streams.err().println(NAME + ": " + Reasons.of(wrong));
    streams.err().println("Try '" + command + " --help'.");
    return 2;
  }

  private int failed(Throwable failure) {
    streams.out().flush();
    streams.err().println(NAME + ": " + Reasons.of(failure));
    return 1;
  }
}
