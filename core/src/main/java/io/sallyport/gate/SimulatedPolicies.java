package io.sallyport.gate;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.eval.StatementId;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.simulation.SimulationResult.MatchedStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The policies of one simulation, and where each is from. Not thread-safe. */
final class SimulatedPolicies {
  private static final String BUILT_IN = "arn:aws:iam::aws:policy/";

  private final Map<String, Source> sources = new HashMap<>();
  private final List<CompiledPolicy> identity = new ArrayList<>();
  private final List<CompiledPolicy> boundary = new ArrayList<>();
  private ResourcePolicy resource = ResourcePolicy.none();

  /** The keys that are asked for, in lower case. */
  private final Set<String> keys = new TreeSet<>();

  private record Source(String id, String type, String text) {}

  private final Set<Leniency> leniencies;

  private SimulatedPolicies(Set<Leniency> leniencies) {
    this.leniencies = leniencies;
  }

  /**
   * The policies that somebody has.
   *
   * @param leniencies what may pass in a policy although AWS refuses it
   */
  static SimulatedPolicies of(SimulatedCaller caller, Set<Leniency> leniencies) {
    SimulatedPolicies policies = new SimulatedPolicies(leniencies);
    for (NamedPolicy policy : caller.permissions().identity()) {
      policies.identity.add(policies.kept(policy, typeOf(policy.name(), caller.kind())));
    }
    return policies;
  }

  /** The boundary that somebody has. */
  void limitBy(SimulatedCaller caller) {
    if (caller.permissions().boundary() instanceof PermissionLimit.AtMost limit) {
      limit.policies().forEach(it -> boundary.add(kept(it, typeOf(it.name(), caller.kind()))));
    }
  }

  private static String typeOf(String name, String kind) {
    if (name.startsWith(BUILT_IN)) {
      return "aws-managed";
    }
    return name.startsWith("arn:") ? "user-managed" : kind;
  }

  /** Adds the identity policies of a request. */
  void add(List<String> documents) {
    for (int i = 0; i < documents.size(); i++) {
      String name = "PolicyInputList." + (i + 1);
      identity.add(given(name, "none", documents.get(i), PolicyType.IDENTITY));
    }
  }

  /** Sets the boundary of a request. */
  void limitBy(String document) {
    boundary.add(
        given("PermissionsBoundaryPolicyInputList.1", "none", document, PolicyType.BOUNDARY));
  }

  /** Sets the policy of the resources. */
  void ofResource(String document) {
    resource =
        ResourcePolicy.of(given("ResourcePolicy", "resource", document, PolicyType.RESOURCE));
  }

  private CompiledPolicy given(String name, String type, String document, PolicyType read) {
    try {
      return compiled(
          new Source(name, type, document),
          CompiledPolicy.compile(source(), PolicyReader.read(document, read, leniencies)));
    } catch (MalformedPolicyException e) {
      throw new InvalidInputException(name, document, "a policy: " + e.getMessage());
    }
  }

  private CompiledPolicy kept(NamedPolicy policy, String type) {
    PolicyText text = policy.text();
    Source source = new Source(policy.name(), type, text.text());
    try {
      return compiled(
          source,
          CompiledPolicy.compile(
              source(), PolicyReader.read(text.text(), text.type(), leniencies)));
    } catch (MalformedPolicyException e) {
      return compiled(
          source, CompiledPolicy.unreadable(policy.name(), String.valueOf(e.getMessage())));
    }
  }

  /** Decisions call policies by a number of ours: two may have one name. */
  private String source() {
    return Integer.toString(sources.size());
  }

  private CompiledPolicy compiled(Source source, CompiledPolicy policy) {
    sources.put(source(), source);
    keys.addAll(policy.referencedKeys());
    return policy;
  }

  CallerPolicies ofCaller() {
    CallerPolicies.Builder made =
        CallerPolicies.builder().identity(identity.toArray(CompiledPolicy[]::new)).withoutSession();
    return hasBoundary() ? made.boundary(boundary.get(0)).build() : made.withoutBoundary().build();
  }

  boolean hasBoundary() {
    return !boundary.isEmpty();
  }

  ResourcePolicy ofResource() {
    return resource;
  }

  MatchedStatement matched(StatementId id) {
    Source source = sources.getOrDefault(id.policy(), new Source(id.policy(), "none", ""));
    StatementPlaces places = StatementPlaces.of(source.text(), id.index());
    return new MatchedStatement(source.id(), source.type(), places.start(), places.end());
  }

  /** The keys that are asked for, spelt as the first policy spells them that does. */
  List<String> keys() {
    return keys.stream().map(this::spelt).toList();
  }

  private String spelt(String key) {
    return sources.values().stream()
        .map(Source::text)
        .filter(text -> text.toLowerCase(Locale.ROOT).length() == text.length())
        .flatMap(
            text -> {
              int at = text.toLowerCase(Locale.ROOT).indexOf(key);
              return at < 0
                  ? Stream.<String>empty()
                  : Stream.of(text.substring(at, at + key.length()));
            })
        .findFirst()
        .orElse(key);
  }

  /** How many characters all of them have: what a decision costs at most goes with it. */
  int length() {
    return sources.values().stream().mapToInt(source -> source.text().length()).sum();
  }
}
