package io.sallyport.policy.bench;

import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.Effect;
import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.Statement;
import io.sallyport.policy.bench.Workload.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a host would write by hand for just these workloads: no decision objects, no reasons, no
 * other operators. The least that the work can cost, so the measure for the engine.
 */
final class Baseline {
  static final int IMPLICIT = 0;
  static final int ALLOW = 1;
  static final int DENY = 2;

  private final Layer identity;
  private final Layer session;
  private final Layer bucket;
  private final boolean hasSession;

  Baseline(Workload workload) {
    identity = new Layer(workload.identity());
    session = new Layer(workload.session().stream().toList());
    bucket = new Layer(workload.bucket().stream().toList());
    hasSession = workload.session().isPresent();
  }

  int decide(Question question) {
    if (identity.any(question, DENY) || session.any(question, DENY) || bucket.any(question, DENY)) {
      return DENY;
    }
    boolean inSession = !hasSession || session.any(question, ALLOW);
    boolean allowed = inSession && (identity.any(question, ALLOW) || bucket.any(question, ALLOW));
    return allowed ? ALLOW : IMPLICIT;
  }

  /** Rules by action and bucket. */
  private static final class Layer {
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Map<String, Rule[]>> allows = new HashMap<>();
    private final Map<String, Map<String, Rule[]>> denies = new HashMap<>();

    Layer(List<PolicyDocument> documents) {
      for (PolicyDocument document : documents) {
        for (Statement statement : document.statements()) {
          for (String resource : statement.resources().values()) {
            rules.add(new Rule(statement, resource));
          }
        }
      }
    }

    boolean any(Question question, int effect) {
      if (rules.isEmpty()) {
        return false;
      }
      Map<String, Map<String, Rule[]>> index = effect == ALLOW ? allows : denies;
      Map<String, Rule[]> byBucket = index.get(question.action());
      if (byBucket == null) {
        byBucket = new HashMap<>();
        index.put(question.action(), byBucket);
      }
      Rule[] candidates = byBucket.get(question.bucket());
      if (candidates == null) {
        candidates = candidates(question, effect);
        byBucket.put(question.bucket(), candidates);
      }
      for (Rule rule : candidates) {
        if (rule.matches(question)) {
          return true;
        }
      }
      return false;
    }

    private Rule[] candidates(Question question, int effect) {
      return rules.stream()
          .filter(rule -> rule.effect == effect)
          .filter(rule -> rule.hasAction(question.action()) && rule.mayHave(question.bucket()))
          .toArray(Rule[]::new);
    }
  }

  private static final class Rule {
    private final int effect;
    private final List<String> actions;
    private final Pattern resource;
    private final String[] principals;
    private final Test[] tests;

    Rule(Statement statement, String resource) {
      effect = statement.effect() == Effect.ALLOW ? ALLOW : DENY;
      actions = statement.actions().values();
      this.resource = new Pattern(resource);
      principals =
          statement.principals().values().stream()
              .map(NamedPrincipal::value)
              .toArray(String[]::new);
      List<Test> all = new ArrayList<>();
      for (ConditionBlock block : statement.conditions()) {
        for (ConditionKey key : block.keys()) {
          all.add(Test.of(block.operator(), key));
        }
      }
      tests = all.toArray(Test[]::new);
    }

    boolean hasAction(String action) {
      return actions.stream().anyMatch(it -> new Pattern(it).matches(action, ""));
    }

    boolean mayHave(String bucket) {
      String head = resource.parts[0];
      String name = "arn:aws:s3:::" + bucket;
      return head.startsWith(name) || name.startsWith(head);
    }

    boolean matches(Question question) {
      if (!resource.matches(question.resource(), question.user())) {
        return false;
      }
      boolean named = principals.length == 0;
      for (String principal : principals) {
        named |= principal.equals("*") || principal.equals(question.role());
      }
      if (!named) {
        return false;
      }
      for (Test test : tests) {
        if (!test.holds(question)) {
          return false;
        }
      }
      return true;
    }
  }

  /** A pattern with stars, and one variable at most, in its first part. */
  private static final class Pattern {
    private static final String USER = "${aws:username}";
    private final String[] parts;
    private final String afterUser;
    private final boolean hasUser;

    Pattern(String text) {
      parts = text.split("\\*", -1);
      hasUser = parts[0].contains(USER);
      int at = parts[0].indexOf(USER);
      afterUser = hasUser ? parts[0].substring(at + USER.length()) : "";
      parts[0] = hasUser ? parts[0].substring(0, at) : parts[0];
    }

    boolean matches(String text, String user) {
      if (!text.startsWith(parts[0])) {
        return false;
      }
      int at = parts[0].length();
      if (hasUser) {
        if (!text.startsWith(user, at) || !text.startsWith(afterUser, at + user.length())) {
          return false;
        }
        at += user.length() + afterUser.length();
      }
      int last = parts.length - 1;
      if (last == 0) {
        return at == text.length();
      }
      for (int i = 1; i < last; i++) {
        at = text.indexOf(parts[i], at);
        if (at < 0) {
          return false;
        }
        at += parts[i].length();
      }
      return text.length() - parts[last].length() >= at && text.endsWith(parts[last]);
    }
  }

  private interface Test {
    boolean holds(Question question);

    static Test of(String operator, ConditionKey key) {
      String value = key.values().get(0);
      Pattern[] patterns = key.values().stream().map(Pattern::new).toArray(Pattern[]::new);
      boolean agent = key.key().equals("aws:UserAgent");
      return switch (operator) {
        case "Bool" -> question -> question.secure().equalsIgnoreCase(value);
        case "DateLessThan" -> question -> question.time().compareTo(value) < 0;
        case "NumericLessThanEquals" ->
            question ->
                !question.maxKeys().isEmpty()
                    && Integer.parseInt(question.maxKeys()) <= Integer.parseInt(value);
        case "IpAddress" -> within(key.values().stream().mapToLong(Test::network).toArray());
        case "StringLike" ->
            agent
                ? question -> like(question.agent(), question, patterns)
                : question -> like(question.prefix(), question, patterns);
        default ->
            throw new IllegalArgumentException(
                operator + " on " + key.key().toLowerCase(Locale.ROOT));
      };
    }

    private static boolean like(String text, Question question, Pattern[] patterns) {
      for (Pattern pattern : patterns) {
        if (pattern.matches(text, question.user())) {
          return true;
        }
      }
      return false;
    }

    private static Test within(long[] networks) {
      return question -> within(address(question.address()), networks);
    }

    private static boolean within(long address, long[] networks) {
      for (long network : networks) {
        int bits = (int) (network >>> 32);
        if ((address ^ (network & 0xffff_ffffL)) >>> (32 - bits) == 0) {
          return true;
        }
      }
      return false;
    }

    /** Prefix length above, address below. */
    private static long network(String text) {
      int slash = text.indexOf('/');
      return slash < 0
          ? 0
          : Long.parseLong(text.substring(slash + 1)) << 32 | address(text.substring(0, slash));
    }

    private static long address(String text) {
      long value = 0;
      int number = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '.') {
          value = value << 8 | number;
          number = 0;
        } else {
          number = number * 10 + c - '0';
        }
      }
      return value << 8 | number;
    }
  }
}
