package io.sallyport.example.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.example.cli.Simulator.Detail;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.lint.Finding;
import io.sallyport.policy.lint.PolicyLinter;
import io.sallyport.policy.lint.PublicAccess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The command {@code sallyport}. Exit status: 0, 1 if lint found something, 2 if used wrongly. */
public final class Main {
  private static final String USAGE =
      """
      usage:
        sallyport policy simulate --cases FILE|- [--explain]   a verdict a line, for a case a line
        sallyport policy explain FILE|-                        why one case is decided as it is
        sallyport policy lint FILE|- [--type TYPE]             what is hardly meant in a policy
      TYPE is identity (the default), managed, boundary, session, resource or trust.
      """;

  private final InputStream in;
  private final PrintStream out;

  Main(InputStream in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /** Runs one command. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int status = new Main(System.in, out).run(List.of(arguments));
    out.flush();
    System.exit(status);
  }

  int run(List<String> arguments) throws IOException {
    boolean complete = arguments.size() >= 3 && arguments.get(0).equals("policy");
    List<String> rest = complete ? arguments.subList(2, arguments.size()) : List.of();
    try {
      return switch (complete ? arguments.get(1) : "") {
        case "simulate" -> simulate(rest);
        case "explain" -> explain(rest.get(0));
        case "lint" -> lint(rest);
        default -> usage();
      };
    } catch (IllegalArgumentException | MalformedPolicyException e) {
      out.println(e.getMessage());
      return 2;
    }
  }

  private int usage() {
    out.print(USAGE);
    return 2;
  }

  private int simulate(List<String> arguments) throws IOException {
    Detail detail = arguments.contains("--explain") ? Detail.EXPLANATION : Detail.VERDICT;
    Simulator simulator = new Simulator(detail);
    try (BufferedReader lines = open(option(arguments, "--cases"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          out.println(simulator.answer(line));
        }
      }
    }
    return 0;
  }

  private int explain(String file) throws IOException {
    try (BufferedReader text = open(file)) {
      Case it = Case.read(new ObjectMapper().readTree(text));
      out.print(Explanation.explain(it.request(), it.caller(), it.resource()).text());
    }
    return 0;
  }

  private int lint(List<String> arguments) throws IOException {
    String name = arguments.contains("--type") ? option(arguments, "--type") : "identity";
    PolicyType type = PolicyType.valueOf(name.toUpperCase(Locale.ROOT));
    try (BufferedReader lines = open(arguments.get(0))) {
      StringBuilder text = new StringBuilder();
      for (int c = lines.read(); c >= 0; c = lines.read()) {
        text.append((char) c);
      }
      var document = PolicyReader.read(text.toString(), type);
      List<Finding> findings = PolicyLinter.lint(document);
      findings.forEach(out::println);
      if (type == PolicyType.RESOURCE && PublicAccess.isPublic(document)) {
        out.println("The policy is public.");
      }
      return findings.isEmpty() ? 0 : 1;
    }
  }

  private static String option(List<String> arguments, String name) {
    int at = arguments.indexOf(name);
    if (at < 0 || at + 1 >= arguments.size()) {
      throw new IllegalArgumentException("the option " + name + " and its value are missing");
    }
    return arguments.get(at + 1);
  }

  private BufferedReader open(String file) throws IOException {
    return file.equals("-")
        ? new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(file));
  }
}
