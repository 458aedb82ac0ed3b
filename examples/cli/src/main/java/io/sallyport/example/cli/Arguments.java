package io.sallyport.example.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** What a command was given. */
record Arguments(Verb verb, ParseResult parsed) {
  private static final String FILE = "file://";

  /** The text that an option was given. */
  Optional<String> find(String flag) {
    return Optional.ofNullable(parsed.<String>matchedOptionValue(flag, null));
  }

  boolean has(String flag) {
    return parsed.hasMatchedOption(flag);
  }

  /** All texts that an option was given. */
  List<String> all(String flag) {
    return List.of(parsed.matchedOptionValue(flag, new String[0]));
  }

  /** The text of a required option. */
  String get(String flag) {
    return find(flag).orElseThrow();
  }

  /** The file that the command is to work on. */
  String operand() {
    return parsed.matchedPositionalValue(0, "");
  }

  /** The parameters that the options fill. */
  Map<String, String> parameters() throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Flag flag : verb.flags()) {
      if (!flag.parameter().isEmpty() && has(flag.name())) {
        fill(flag, parameters);
      }
    }
    return parameters;
  }

  private void fill(Flag flag, Map<String, String> parameters) throws IOException {
    switch (flag.kind()) {
      case TEXT -> parameters.put(flag.parameter(), get(flag.name()));
      case DOCUMENT -> parameters.put(flag.parameter(), document(get(flag.name())));
      case SWITCH -> parameters.put(flag.parameter(), "true");
      case MEMBER, ARN, TAG -> {
        int number = 0;
        for (String each : all(flag.name())) {
          number++;
          fillMember(flag, flag.parameter() + ".member." + number, each, parameters);
        }
      }
    }
  }

  private static void fillMember(
      Flag flag, String member, String text, Map<String, String> parameters) {
    switch (flag.kind()) {
      case TAG -> fillTag(flag, member, text, parameters);
      case ARN -> parameters.put(member + ".arn", text);
      default -> parameters.put(member, text);
    }
  }

  private static void fillTag(
      Flag flag, String member, String tag, Map<String, String> parameters) {
    int equals = tag.indexOf('=');
    if (equals < 1) {
      throw new Misuse(flag.name() + " takes KEY=VALUE, not '" + tag + "'");
    }
    parameters.put(member + ".Key", tag.substring(0, equals));
    parameters.put(member + ".Value", tag.substring(equals + 1));
  }

  private static String document(String text) throws IOException {
    return text.startsWith(FILE)
        ? new String(
            Files.readAllBytes(Path.of(text.substring(FILE.length()))), StandardCharsets.UTF_8)
        : text;
  }
}
