package io.sallyport.example.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What commands are about: a word before theirs. */
record Noun(String name, String description, List<Verb> verbs, List<Noun> nouns) {

  static Noun of(String name, String description, List<Verb> verbs, Noun... nouns) {
    return new Noun(name, description, verbs, List.of(nouns));
  }

  CommandSpec command() {
    CommandSpec command = CommandSpec.create().name(name);
    command.usageMessage().description(description).sortOptions(false).abbreviateSynopsis(true);
    verbs.forEach(verb -> command.addSubcommand(verb.name(), verb.command()));
    nouns.forEach(noun -> command.addSubcommand(noun.name(), noun.command()));
    return command;
  }
}
