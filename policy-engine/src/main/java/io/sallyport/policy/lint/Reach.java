package io.sallyport.policy.lint;

import io.sallyport.policy.Effect;
import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whom, what and when a statement is about, ready to be compared with others of its document. */
final class Reach {
  private final Effect effect;
  private final boolean namesEveryone;
  private final boolean isUnconditional;

  /** Equal if, and only if, what they stand for is. */
  private final int principals;

  private final int conditions;
  private final int actions;
  private final int resources;

  /** The entries of an Action or Resource; of any other list, none. */
  private final List<Wildcard> actionEntries;

  private final List<ResourceEntry> resourceEntries;

  private Reach(Statement statement, Reader reader) {
    this.effect = statement.effect();
    this.namesEveryone =
        statement.principals().polarity() == Polarity.IN
            && statement.principals().values().stream().anyMatch(NamedPrincipal::isEveryone);
    this.isUnconditional = statement.conditions().isEmpty();
    this.principals = reader.number(statement.principals());
    this.conditions = reader.number(statement.conditions());
    this.actions = reader.number(statement.actions());
    this.resources = reader.number(statement.resources());
    this.actionEntries = entries(statement.actions()).stream().map(reader::action).toList();
    this.resourceEntries = entries(statement.resources()).stream().map(reader::resource).toList();
  }

  private static List<String> entries(Patterns patterns) {
    return patterns.polarity() == Polarity.IN ? patterns.values() : List.of();
  }

  /** Prepares the statements of a document. */
  static List<Reach> of(List<Statement> statements, PolicyVersion version) {
    Reader reader = new Reader(version);
    return statements.stream().map(statement -> new Reach(statement, reader)).toList();
  }

  boolean denies() {
    return effect == Effect.DENY;
  }

  /** Whether this applies, for certain and as strongly, wherever the other does. */
  boolean covers(Reach other, Effort effort) {
    return effort.step()
        && (isUnconditional || conditions == other.conditions)
        && coversCallers(other)
        && coversActions(other, effort)
        && coversResources(other, effort);
  }

  /**
   * A Deny of everyone is one of anybody. A grant to everyone doesn't reach web identities, is
   * weaker than one by name, and stronger if a condition pins the caller.
   */
  private boolean coversCallers(Reach other) {
    if (denies()) {
      return namesEveryone || principals == other.principals;
    }
    return principals == other.principals && (!namesEveryone || conditions == other.conditions);
  }

  private boolean coversActions(Reach other, Effort effort) {
    return actions == other.actions || eachIn(other.actionEntries, actionEntries, effort);
  }

  private boolean coversResources(Reach other, Effort effort) {
    return resources == other.resources || eachIn(other.resourceEntries, resourceEntries, effort);
  }

  private static <E extends Entry<E>> boolean eachIn(List<E> narrow, List<E> wide, Effort effort) {
    for (E each : narrow) {
      boolean covered = false;
      for (int i = 0; i < wide.size() && !covered; i++) {
        covered = wide.get(i).covers(each, effort);
      }
      if (!covered) {
        return false;
      }
    }
    return !narrow.isEmpty();
  }

  /** An entry of an Action or Resource. */
  interface Entry<E> {

    /** Whether this matches, for certain, whatever the other matches. */
    boolean covers(E other, Effort effort);
  }

  /** Numbers equal parts alike, and reads each text once. */
  private static final class Reader {
    private final PolicyVersion version;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final Map<String, Wildcard> actions = new HashMap<>();
    private final Map<String, ResourceEntry> resources = new HashMap<>();

    Reader(PolicyVersion version) {
      this.version = version;
    }

    int number(Object part) {
      return numbers.computeIfAbsent(part, it -> numbers.size());
    }

    Wildcard action(String text) {
      return actions.computeIfAbsent(
          text.toLowerCase(Locale.ROOT), it -> Wildcard.of(it, PolicyVersion.V2008_10_17));
    }

    ResourceEntry resource(String text) {
      return resources.computeIfAbsent(text, it -> new ResourceEntry(it, version));
    }
  }
}
