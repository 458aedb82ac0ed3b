package io.sallyport.example.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command.
 *
 * @param operand what it takes besides options: the name of a file
 */
record Verb(
    String name, String description, List<Flag> flags, Optional<String> operand, Work work) {

  /** What a command does. */
  interface Work {
    /**
     * Does it.
     *
     * @throws Failure if it can't be done
     * @throws Misuse if it is not asked for as it should be
     */
    Result run(Arguments given, Context context) throws IOException;
  }

  static Verb of(String name, String description, Work work, Flag... flags) {
    return new Verb(name, description, List.of(flags), Optional.empty(), work);
  }

  /** A call of one action, whose answer is printed as it comes. */
  static Verb calling(String name, String description, String action, Flag... flags) {
    return calling(name, description, action, answer -> answer, flags);
  }

  /**
   * A call of one action.
   *
   * @param seed makes of AWS's answer what Ceph's tool prints
   */
  static Verb calling(
      String name,
      String description,
      String action,
      Function<ObjectNode, JsonNode> seed,
      Flag... flags) {
    return of(
        name,
        description,
        (given, context) -> {
          ObjectNode answer = context.iam().call(action, given.parameters());
          return new Result(answer, seed.apply(answer));
        },
        flags);
  }

  /** The same with one file to name. */
  Verb on(String label) {
    return new Verb(name, description, flags, Optional.of(label), work);
  }

  /** The same under another name. */
  Verb named(String other) {
    return new Verb(other, description, flags, operand, work);
  }

  CommandSpec command() {
    CommandSpec command = CommandSpec.wrapWithoutInspection(this).name(name);
    command
        .usageMessage()
        .description(description)
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .requiredOptionMarker('*');
    flags.forEach(flag -> command.addOption(flag.option()));
    operand.ifPresent(
        label ->
            command.addPositional(
                PositionalParamSpec.builder()
                    .paramLabel(label)
                    .type(String.class)
                    .arity("1")
                    .required(true)
                    .build()));
    return command;
  }
}
