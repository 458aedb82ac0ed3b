package io.sallyport.policy.eval;

import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.Effect;
import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.PolicyVersion;
import io.sallyport.policy.PrincipalType;
import io.sallyport.policy.Principals;
import io.sallyport.policy.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Draws policies and requests from alphabets so small that they meet often. */
final class Samples {
  static final String ALICE = "arn:aws:iam::1:user/alice";
  static final String ROLE = "arn:aws:iam::1:role/p/r";
  static final String SESSION = "arn:aws:sts::1:assumed-role/r/s";
  static final String FEDERATED = "arn:aws:sts::1:federated-user/f";
  private static final List<Caller> CALLERS =
      List.of(
          new Caller.User(ALICE, "1"),
          new Caller.User("arn:aws:iam::2:user/bob", "2"),
          new Caller.RoleSession(SESSION, "1", ROLE),
          new Caller.RoleSession(SESSION.replace("sts", "iam"), "1", ROLE),
          new Caller.FederatedUser(FEDERATED, "1", ALICE),
          new Caller.Root("1"),
          new Caller.Root("2"),
          new Caller.Service("ec2.amazonaws.com"),
          new Caller.Federated("arn:aws:iam::1:oidc-provider/idp"),
          new Caller.Anonymous());
  private static final List<String> ACTIONS =
      List.of(
          "s3:Get",
          "s3:GET",
          "s3:Put",
          "s3:GetAcl",
          "iam:Get",
          "sts:AssumeRole",
          "sts:AssumeRoleWithWebIdentity",
          "sts:TagSession");
  private static final List<String> ACTION_PATTERNS =
      List.of(
          "*", "s3:*", "s3:Get*", "s3:get", "s3:?ut", "iam:*", "sts:AssumeRole", "sts:*", "s3:G*t");
  private static final List<String> RESOURCES =
      List.of(
          "arn:aws:s3:::b",
          "arn:aws:s3:::b/k",
          "arn:aws:s3:::b/alice/k",
          "arn:aws:s3:::b2/x/y",
          "arn:aws:s3:::b/*",
          "arn:aws:s3:::b/a:b",
          "arn:aws:s3:::b/\uD83D\uDE00",
          "arn:aws:s3:::b/\uD83D\uDE00/k",
          "arn:aws:iam::1:role/p/r",
          "*");
  private static final List<String> RESOURCE_PATTERNS =
      List.of(
          "*",
          "arn:aws:s3:::*",
          "arn:aws:s3:::b",
          "arn:aws:s3:::b/*",
          "arn:aws:s3:::b/?",
          "arn:aws:s3:::b/?/k",
          "arn:aws:s3:::b/?*",
          "arn:aws:s3:::b/*?/?",
          "arn:aws:s3:::b*",
          "arn:aws:s3:::b2/*/y",
          "arn:aws:s3:::*k",
          "arn:aws:s3:::b/${aws:username}/*",
          "arn:aws:s3:::b/${aws:tag}*",
          "arn:aws:s3:::b/${none, 'alice'}/k",
          "arn:aws:s3:::b/${*}",
          "arn:aws:s3:*",
          "arn:aws:s3",
          "arn:*:s3:::b/k",
          "arn:aws:s3:*:*:b/*",
          "arn:aws:iam::1:role/*",
          "arn:aws:iam::*:*/r",
          "arn:aws:iam::*:role?p/r",
          "arn:aws:iam::1:rol?/p/r");
  private static final List<NamedPrincipal> PRINCIPALS =
      List.of(
          new NamedPrincipal(PrincipalType.ANYONE, "*"),
          new NamedPrincipal(PrincipalType.AWS, "*"),
          new NamedPrincipal(PrincipalType.AWS, "1"),
          new NamedPrincipal(PrincipalType.AWS, "arn:aws:iam::1:root"),
          new NamedPrincipal(PrincipalType.AWS, "arn:aws:iam::2:root"),
          new NamedPrincipal(PrincipalType.AWS, ALICE),
          new NamedPrincipal(PrincipalType.AWS, ROLE),
          new NamedPrincipal(PrincipalType.AWS, SESSION),
          new NamedPrincipal(PrincipalType.AWS, SESSION.replace("sts", "iam")),
          new NamedPrincipal(PrincipalType.AWS, FEDERATED),
          new NamedPrincipal(PrincipalType.SERVICE, "ec2.amazonaws.com"),
          new NamedPrincipal(PrincipalType.FEDERATED, "arn:aws:iam::1:oidc-provider/idp"),
          new NamedPrincipal(PrincipalType.CANONICAL_USER, "c"));
  private static final List<String> OPERATORS =
      List.of(
          "StringEquals",
          "StringNotEquals",
          "StringEqualsIgnoreCase",
          "StringNotEqualsIgnoreCase",
          "StringLike",
          "StringNotLike",
          "NumericEquals",
          "NumericNotEquals",
          "NumericLessThan",
          "NumericGreaterThanEquals",
          "DateEquals",
          "DateNotEquals",
          "DateLessThan",
          "DateGreaterThanEquals",
          "Bool",
          "IpAddress",
          "NotIpAddress",
          "ArnEquals",
          "ArnNotLike",
          "BinaryEquals",
          "Null");
  private static final List<String> KEYS =
      List.of(
          "aws:username", "aws:tag", "aws:TAG", "aws:PrincipalArn", "aws:ResourceAccount", "none");
  private static final List<String> VALUES =
      List.of(
          "a",
          "A",
          "alice",
          "a*",
          "",
          "?",
          "7",
          "007",
          "7.0",
          "-1",
          "x7",
          "true",
          "False",
          "10.0.0.1",
          "10.0.0.0/8",
          "::1",
          "::ffff:10.0.0.1",
          "::ffff:10.0.0.0/104",
          "2026-01-01",
          "2026-01-01T00:00:00.5Z",
          "2026-01-01T01:00:00+01:00",
          "1767225600",
          "YQ==",
          "arn:aws:s3:::b",
          "arn:aws:s3:::*",
          "arn:aws:s3:*",
          "arn:*:s3:::b",
          "${aws:username}",
          "${aws:tag}",
          "${aws:ResourceAccount}",
          "\uD83D\uDE00",
          "x${aws:tag}",
          "${none, 'a'}",
          "${none}",
          "${*}",
          ALICE);

  private final Random random;

  Samples(long seed) {
    this.random = new Random(seed);
  }

  Sample next() {
    Map<String, List<String>> context = new HashMap<>();
    if (chance(70)) {
      context.put("aws:username", chance(85) ? List.of("alice") : List.of(pick(VALUES)));
    }
    if (chance(70)) {
      context.put("aws:tag", some(0, 2, () -> pick(VALUES)));
    }
    if (chance(30)) {
      context.put("aws:principalarn", List.of(ALICE));
    }
    Set<String> multivalued = chance(30) ? Set.of("aws:tag") : Set.of();
    return new Sample(
        pick(CALLERS),
        pick(ACTIONS),
        pick(RESOURCES),
        chance(70) ? "1" : "2",
        context,
        multivalued,
        some(0, 2, () -> document(PolicyType.IDENTITY)),
        chance(25) ? Optional.of(document(PolicyType.BOUNDARY)) : Optional.empty(),
        chance(30) ? some(1, 2, () -> some(1, 2, () -> document(PolicyType.SESSION))) : List.of(),
        own());
  }

  Optional<PolicyDocument> own() {
    return chance(50)
        ? Optional.of(document(chance(70) ? PolicyType.RESOURCE : PolicyType.TRUST))
        : Optional.empty();
  }

  PolicyDocument document(PolicyType type) {
    return document(type, some(1, 3, () -> statement(type)));
  }

  PolicyDocument document(PolicyType type, List<Statement> statements) {
    PolicyVersion version = chance(85) ? PolicyVersion.V2012_10_17 : PolicyVersion.V2008_10_17;
    return PolicyDocument.of(type, "", version, "", statements);
  }

  Statement statement(PolicyType type) {
    return statement(type, chance(75) ? Effect.ALLOW : Effect.DENY);
  }

  Statement statement(PolicyType type, Effect effect) {
    return new Statement(
        "",
        effect,
        type.hasPrincipal()
            ? new Principals(polarity(), some(1, 3, () -> pick(PRINCIPALS)))
            : Principals.ABSENT,
        new Patterns(polarity(), some(1, 2, () -> pick(ACTION_PATTERNS))),
        type.hasResource()
            ? new Patterns(polarity(), some(1, 3, () -> pick(RESOURCE_PATTERNS)))
            : Patterns.ABSENT,
        chance(50) ? some(1, 2, this::condition) : List.of());
  }

  private ConditionBlock condition() {
    String operator = pick(OPERATORS);
    if (!operator.equals("Null")) {
      operator = pick(List.of("", "", "ForAllValues:", "ForAnyValue:")) + operator;
      operator += chance(25) ? "IfExists" : "";
    }
    ConditionKey key = new ConditionKey(pick(KEYS), some(chance(5) ? 0 : 1, 3, () -> pick(VALUES)));
    return new ConditionBlock(operator, chance(5) ? List.of() : List.of(key));
  }

  private Polarity polarity() {
    return chance(85) ? Polarity.IN : Polarity.NOT_IN;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> List<T> some(int min, int max, Supplier<T> each) {
    List<T> values = new ArrayList<>();
    int size = min + random.nextInt(max - min + 1);
    for (int i = 0; i < size; i++) {
      values.add(each.get());
    }
    return values;
  }
}
