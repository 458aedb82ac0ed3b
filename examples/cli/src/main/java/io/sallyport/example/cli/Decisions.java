package io.sallyport.example.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code policy simulate}, {@code explain} and {@code lint}: of files, without a store. */
final class Decisions {
  private static final String FILE = "FILE|-";

  static final List<Verb> VERBS =
      List.of(
          Verb.of(
              "simulate",
              "Answers a verdict a line, for a case a line.",
              Decisions::simulate,
              Flag.required("--cases", "", "the file of cases, or -"),
              Flag.switching("--explain", "", "with all that led to each verdict")),
          Verb.of("explain", "Tells why one case is decided as it is.", Decisions::explain)
              .on(FILE),
          Verb.of(
                  "lint",
                  "Tells what is hardly meant in a policy.",
                  Decisions::lint,
                  Flag.optional(
                      "--type", "", "identity, managed, boundary, session, resource or trust"))
              .on(FILE));

  private Decisions() {}

  private static Result simulate(Arguments given, Context context) throws IOException {
    Simulator simulator =
        new Simulator(given.has("--explain") ? Detail.EXPLANATION : Detail.VERDICT);
    try (BufferedReader lines = open(given.get("--cases"), context)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          context.out().println(Printer.escaped(simulator.answer(line)));
        }
      }
    }
    return Result.NOTHING;
  }

  private static Result explain(Arguments given, Context context) throws IOException {
    try (BufferedReader text = open(given.operand(), context)) {
      Case it = Case.read(new ObjectMapper().readTree(text));
      context.out().print(Explanation.explain(it.request(), it.caller(), it.resource()).text());
    } catch (IllegalArgumentException | MalformedPolicyException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
    return Result.NOTHING;
  }

  private static Result lint(Arguments given, Context context) throws IOException {
    PolicyType type = type(given.find("--type").orElse("identity"));
    String text;
    try (BufferedReader reader = open(given.operand(), context)) {
      StringBuilder all = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        all.append((char) c);
      }
      text = all.toString();
    }
    try {
      var document = PolicyReader.read(text, type);
      List<Finding> findings = PolicyLinter.lint(document);
      findings.forEach(finding -> context.out().println(finding));
      if (type == PolicyType.RESOURCE && PublicAccess.isPublic(document)) {
        context.out().println("The policy is public.");
      }
      if (!findings.isEmpty()) {
        throw new Failure("findings: " + findings.size());
      }
      return Result.NOTHING;
    } catch (MalformedPolicyException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }

  private static PolicyType type(String name) {
    try {
      return PolicyType.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Misuse("no policy is of the type '" + name + "'");
    }
  }

  private static BufferedReader open(String file, Context context) throws IOException {
    return file.equals("-")
        ? new BufferedReader(new InputStreamReader(context.in(), UTF_8))
        : Files.newBufferedReader(Path.of(file));
  }
}
