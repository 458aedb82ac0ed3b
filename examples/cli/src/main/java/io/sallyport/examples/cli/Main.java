package io.sallyport.examples.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command {@code sallyport}. */
public final class Main {
  private static final String USAGE = "usage: sallyport policy simulate --cases FILE|- [--explain]";

  private Main() {}

  /** Runs one command; exits with 2 if it isn't one. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int status = run(List.of(arguments), out);
    out.flush();
    System.exit(status);
  }

  static int run(List<String> arguments, PrintStream out) throws IOException {
    int cases = arguments.indexOf("--cases");
    boolean simulate =
        arguments.size() >= 4 && arguments.subList(0, 2).equals(List.of("policy", "simulate"));
    if (!simulate || cases < 0 || cases + 1 >= arguments.size()) {
      out.println(USAGE);
      return 2;
    }
    Simulator simulator = new Simulator();
    try (BufferedReader lines = open(arguments.get(cases + 1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          out.println(simulator.answer(line));
        }
      }
    }
    return 0;
  }

  private static BufferedReader open(String file) throws IOException {
    return file.equals("-")
        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(file));
  }
}
