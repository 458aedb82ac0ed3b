package io.sallyport.example.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Puts a command's words before its options, since radosgw-admin takes options anywhere: {@code
 * --uid TESTER user create}. It also takes {@code _} for {@code -} in their names.
 */
final class Words {
  private final CommandLine root;
  private final Set<String> withValue = new HashSet<>();

  Words(CommandLine root) {
    this.root = root;
    collect(root.getCommandSpec());
  }

  private void collect(CommandSpec command) {
    command.options().stream()
        .filter(option -> option.arity().max() > 0)
        .forEach(option -> withValue.addAll(Arrays.asList(option.names())));
    command.subcommands().values().forEach(each -> collect(each.getCommandSpec()));
  }

  String[] first(String... arguments) {
    List<String> words = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    CommandLine at = root;
    Iterator<String> remaining = Arrays.asList(arguments).iterator();
    while (remaining.hasNext()) {
      String argument = remaining.next();
      CommandLine next = at.getSubcommands().get(argument);
      if (argument.equals("--")) {
        rest.add(argument);
        remaining.forEachRemaining(rest::add);
      } else if (argument.startsWith("--")) {
        String option = spelled(argument);
        rest.add(option);
        if (withValue.contains(option) && remaining.hasNext()) {
          rest.add(remaining.next());
        }
      } else if (next != null) {
        words.add(argument);
        at = next;
      } else {
        rest.add(argument);
      }
    }
    words.addAll(rest);
    return words.toArray(String[]::new);
  }

  private static String spelled(String option) {
    int end = option.indexOf('=') < 0 ? option.length() : option.indexOf('=');
    return option.substring(0, end).replace('_', '-') + option.substring(end);
  }
}
