package io.sallyport.example.cli;

import io.sallyport.Sallyport;
import io.sallyport.SallyportBuilder;
import io.sallyport.identity.AccountId;
import io.sallyport.policy.Leniency;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The options of all commands, and what the environment says instead of them. */
record Globals(Map<String, String> environment, ParseResult parsed) {
  private static final String STORE = "--store";
  private static final String ENDPOINT = "--endpoint";
  private static final String MASTER_KEY = "--master-key-file";
  private static final String ACCOUNT = "--account";
  private static final String AS = "--as";
  private static final String UNKNOWN_PRINCIPALS = "--unknown-principals";
  private static final String LENIENT = "--lenient";
  private static final String CEPH = "--ceph";
  private static final String FORMAT = "--format";
  private static final String HELP = "--help";

  private static final List<String> OF_STORES =
      List.of(STORE, MASTER_KEY, ACCOUNT, AS, UNKNOWN_PRINCIPALS, LENIENT, CEPH);

  static void addTo(CommandSpec root) {
    Stream.of(
            text(
                STORE, "URL", "the store itself: jdbc:h2:…, jdbc:postgresql:…, etcd://HOST:PORT,…"),
            text(ENDPOINT, "URL", "a running server, with the keys of AWS_ACCESS_KEY_ID and so on"),
            text(MASTER_KEY, "FILE", "the master key of --store; for a new store, it is made"),
            text(ACCOUNT, "ID", "the account in --store; by default the one without an id"),
            text(AS, "USER", "do what this user of --store may do; by default, everything"),
            word(UNKNOWN_PRINCIPALS, "let trust policies name, in --store, who doesn't exist yet"),
            text(LENIENT, "NAME", "open --store with this leniency; may come again")
                .type(String[].class),
            word(CEPH, "open --store with the leniencies that Ceph's clients count on"),
            text(FORMAT, "FORMAT", "seed (Ceph's), aws or table; a terminal is shown tables"),
            word(HELP, "what there is to say about the command").usageHelp(true))
        .forEach(option -> root.addOption(option.scopeType(ScopeType.INHERIT).build()));
  }

  private static OptionSpec.Builder text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description);
  }

  private static OptionSpec.Builder word(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description);
  }

  private Optional<String> find(String option) {
    return Optional.ofNullable(parsed.<String>matchedOptionValue(option, null));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(Predicate.not(String::isEmpty));
  }

  private Optional<String> endpoint() {
    Optional<String> endpoint = find(ENDPOINT);
    for (String option : OF_STORES) {
      if (endpoint.isPresent() && parsed.hasMatchedOption(option)) {
        throw new Misuse("--endpoint and " + option + " exclude each other");
      }
    }
    return endpoint;
  }

  /** How answers are to be printed. */
  Format format(Format otherwise) {
    return find(FORMAT).map(Format::of).orElse(otherwise);
  }

  /**
   * Opens what calls go to.
   *
   * @param notes is told of a master key that was made
   */
  Place place(PrintStream notes) {
    Optional<String> endpoint = endpoint();
    if (endpoint.isPresent()) {
      return EndpointPlace.of(endpoint.get(), this::variable);
    }
    String url = store();
    AccountId account = account();
    Path key = masterKey();
    SallyportBuilder rules = rules();
    boolean isNew = !Files.exists(key);
    Sallyport sallyport = Stores.open(url, key, rules);
    if (isNew) {
      notes.println(
          "The master key "
              + Printer.printable(key.toString())
              + " is new: nothing else opens the store, so keep a copy.");
    }
    return new StorePlace(sallyport, account, find(AS));
  }

  /** What the store's policies and providers are held to. */
  private SallyportBuilder rules() {
    SallyportBuilder rules = Sallyport.builder().lenient(leniencies());
    return parsed.hasMatchedOption(UNKNOWN_PRINCIPALS) ? rules.acceptingUnknownPrincipals() : rules;
  }

  /** What may pass in the store, although AWS refuses it. */
  Set<Leniency> leniencies() {
    Set<Leniency> all = EnumSet.noneOf(Leniency.class);
    for (String name : parsed.matchedOptionValue(LENIENT, new String[0])) {
      all.add(leniency(name));
    }
    if (parsed.hasMatchedOption(CEPH)) {
      all.addAll(Leniency.ceph());
    }
    return all;
  }

  private static Leniency leniency(String name) {
    return Stream.of(Leniency.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Misuse(
                    LENIENT + " is one of " + List.of(Leniency.values()) + ", not '" + name + "'"));
  }

  /** The account in the store. */
  AccountId account() {
    return new AccountId(find(ACCOUNT).orElse(""));
  }

  /** The URL of the store that is meant. */
  String store() {
    if (endpoint().isPresent()) {
      throw new Misuse("this command needs --store: a server doesn't do it");
    }
    return find(STORE)
        .or(() -> variable("SALLYPORT_STORE"))
        .orElseThrow(
            () -> new Misuse("there is no --store URL (or SALLYPORT_STORE) and no --endpoint URL"));
  }

  private Path masterKey() {
    return find(MASTER_KEY)
        .or(() -> variable("SALLYPORT_MASTER_KEY_FILE"))
        .map(Path::of)
        .orElseThrow(
            () ->
                new Misuse("a store needs --master-key-file FILE (or SALLYPORT_MASTER_KEY_FILE)"));
  }
}
