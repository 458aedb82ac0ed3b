package io.sallyport.policy.eval;

import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.Effect;
import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.PrincipalType;
import io.sallyport.policy.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules of evaluation, written as plainly as they can be, and as slow as that makes them. */
final class Reference {
  private final Sample sample;
  private final ReferenceText text;

  private Reference(Sample sample) {
    this.sample = sample;
    Map<String, List<String>> keys = new HashMap<>();
    sample.context().forEach((key, values) -> keys.put(key.toLowerCase(Locale.ROOT), values));
    this.text = new ReferenceText(keys, sample.multivalued());
  }

  static String verdict(Sample sample) {
    return new Reference(sample).verdict();
  }

  private String verdict() {
    boolean denied = sample.identity().stream().anyMatch(this::denies);
    denied |= sample.boundary().stream().anyMatch(this::denies);
    denied |= sample.sessions().stream().flatMap(List::stream).anyMatch(this::denies);
    denied |= sample.own().stream().anyMatch(this::denies);
    if (denied) {
      return "EXPLICIT_DENY";
    }
    return allowed() ? "ALLOW" : "IMPLICIT_DENY";
  }

  private boolean allowed() {
    Caller caller = sample.caller();
    boolean trust = sample.own().stream().anyMatch(own -> !own.type().hasResource());
    String action = sample.action().toLowerCase(Locale.ROOT);
    boolean aboutRole = action.startsWith("sts:") && sample.resource().contains(":role/");
    if ((action.startsWith("sts:assumerole") || aboutRole) && !trust) {
      return false;
    }
    int strength = sample.own().map(this::strength).orElse(0);
    boolean federatedUser = caller instanceof Caller.FederatedUser;
    boolean boundary = sample.boundary().stream().allMatch(this::grants);
    boolean session =
        sample.sessions().stream().allMatch(layer -> layer.stream().anyMatch(this::grants))
            && !(federatedUser && sample.sessions().isEmpty());
    boolean outsider =
        caller instanceof Caller.Service
            || caller instanceof Caller.Federated
            || caller instanceof Caller.Anonymous;
    if (caller instanceof Caller.Federated) {
      return trust
          && !action.equals("sts:assumerole")
          && action.startsWith("sts:")
          && strength == 4
          && boundary
          && session;
    }
    if (outsider) {
      boolean named = trust ? caller instanceof Caller.Service && strength == 4 : strength >= 3;
      return named && boundary && session;
    }
    boolean same = caller.account().equals(sample.account());
    boolean identity =
        caller instanceof Caller.Root || sample.identity().stream().anyMatch(this::grants);
    boolean all = identity && boundary && session;
    if (!same) {
      return all && strength > 0;
    }
    return (strength == 4 && (!trust || session))
        || (strength == 3 && session)
        || (strength == 2 && session && boundary)
        || (all && (!trust || strength > 0));
  }

  private boolean denies(PolicyDocument document) {
    return document.statements().stream()
        .anyMatch(it -> it.effect() == Effect.DENY && applies(document, it) && names(it) > 0);
  }

  private boolean grants(PolicyDocument document) {
    return strength(document) > 0;
  }

  /** 4 direct, 3 everyone, 2 by role or parent user, 1 by account, 0 not at all. */
  private int strength(PolicyDocument document) {
    return document.statements().stream()
        .filter(it -> it.effect() == Effect.ALLOW && applies(document, it))
        .mapToInt(this::names)
        .max()
        .orElse(0);
  }

  private int names(Statement statement) {
    List<NamedPrincipal> listed = statement.principals().values();
    boolean everyone = listed.stream().anyMatch(NamedPrincipal::isEveryone);
    int named = listed.stream().mapToInt(this::names).max().orElse(0);
    if (statement.principals().polarity() == Polarity.ABSENT) {
      return 4;
    }
    boolean not = statement.principals().polarity() == Polarity.NOT_IN;
    if (statement.effect() == Effect.DENY) {
      boolean canonical = listed.stream().anyMatch(it -> it.type() == PrincipalType.CANONICAL_USER);
      boolean spared = everyone || chainIsListed(listed);
      boolean outside = sample.boundary().isPresent() || !spared;
      boolean inside = everyone || canonical || named > 0;
      return (not ? outside : inside) ? 4 : 0;
    }
    if (not) {
      return 0;
    }
    boolean federated = sample.caller() instanceof Caller.Federated;
    return (everyone && !federated) ? Math.max(named, pinned(statement) ? 4 : 3) : named;
  }

  private static boolean pinned(Statement statement) {
    return statement.conditions().stream()
        .filter(it -> !it.operator().contains("Not") && !it.operator().endsWith("IfExists"))
        .filter(it -> !it.operator().startsWith("ForAll") && !it.operator().equals("Null"))
        .flatMap(it -> it.keys().stream())
        .filter(it -> it.key().equalsIgnoreCase("aws:PrincipalArn"))
        .anyMatch(
            it -> it.values().stream().noneMatch(value -> value.matches(".*([*?]|\\$\\{).*")));
  }

  private boolean chainIsListed(List<NamedPrincipal> listed) {
    CallerNames caller = CallerNames.of(sample.caller());
    if (!caller.kind().hasAccount()) {
      return listed.stream().anyMatch(it -> names(it) == 4);
    }
    boolean self = caller.arn().isEmpty() || listed.stream().anyMatch(it -> names(it) == 4);
    boolean parent = caller.parentArn().isEmpty() || listed.stream().anyMatch(it -> names(it) == 2);
    return self && parent && listed.stream().anyMatch(it -> names(it) == 1);
  }

  private int names(NamedPrincipal principal) {
    CallerNames caller = CallerNames.of(sample.caller());
    String value = principal.value();
    if (principal.type() == PrincipalType.SERVICE) {
      return value.equals(caller.service()) ? 4 : 0;
    }
    if (principal.type() == PrincipalType.FEDERATED) {
      return value.equals(caller.provider()) ? 4 : 0;
    }
    if (principal.type() != PrincipalType.AWS || !caller.kind().hasAccount()) {
      return 0;
    }
    if (!value.contains(":") || value.endsWith(":root")) {
      String account = value.contains(":") ? value.split(":", -1)[4] : value;
      return (account.equals(caller.account()) && !value.equals("*")) ? 1 : 0;
    }
    String canonical = value.replace(":iam::1:assumed-role", ":sts::1:assumed-role");
    return canonical.equals(caller.arn()) ? 4 : value.equals(caller.parentArn()) ? 2 : 0;
  }

  private boolean applies(PolicyDocument document, Statement statement) {
    boolean doubt = statement.effect() == Effect.DENY;
    boolean variables = document.version() == PolicyVersion.V2012_10_17;
    String action = sample.action().toLowerCase(Locale.ROOT);
    Patterns actions = statement.actions();
    boolean listed =
        actions.values().stream()
            .anyMatch(
                it -> text.matches(it.toLowerCase(Locale.ROOT), action, true, false, 0, doubt));
    boolean resource =
        new ReferenceResource(text, sample.resource())
            .matches(statement.resources(), variables, doubt);
    return listed == (actions.polarity() == Polarity.IN)
        && resource
        && statement.conditions().stream().allMatch(it -> holds(it, variables, doubt));
  }

  private boolean holds(ConditionBlock block, boolean variables, boolean doubt) {
    return block.keys().stream().allMatch(key -> holds(block.operator(), key, variables, doubt));
  }

  private boolean holds(String operator, ConditionKey key, boolean variables, boolean doubt) {
    List<String> asked = text.values(key.key());
    boolean negated = operator.contains("Not");
    boolean ifExists = operator.endsWith("IfExists");
    if (key.values().isEmpty()) {
      return doubt;
    }
    if (operator.equals("Null")) {
      boolean unclear = asked.equals(List.of("")) && !ReferenceText.isAccount(key.key());
      return key.values().stream()
          .anyMatch(
              it ->
                  (unclear || !it.toLowerCase(Locale.ROOT).matches("true|false"))
                      ? doubt
                      : it.equalsIgnoreCase("true") == asked.isEmpty());
    }
    String base = operator.replaceAll("For(All|Any)Values?:|IfExists|Not", "");
    ReferenceValue compare = new ReferenceValue(text, base, negated, variables, doubt != negated);
    if (operator.startsWith("ForAll")) {
      boolean empty = doubt && asked.stream().allMatch(String::isEmpty);
      return empty || asked.stream().allMatch(it -> compare.any(key.values(), it) != negated);
    }
    if (operator.startsWith("ForAny")) {
      return asked.isEmpty()
          ? ifExists && doubt
          : asked.stream().anyMatch(it -> compare.any(key.values(), it) != negated);
    }
    if (asked.isEmpty()) {
      return ifExists || negated;
    }
    return asked.stream().anyMatch(it -> compare.any(key.values(), it)) != negated;
  }
}
