package io.sallyport.policy.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.Policies;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What the linter says of two statements, the evaluator must not contradict. */
class CoverProperties {
  private static final String ALICE = "arn:aws:iam::111122223333:user/alice";
  private static final String ACCOUNT = "111122223333";
  private static final CompiledPolicy NO_RIGHTS =
      CompiledPolicy.compile("none", document(PolicyType.SESSION, List.of()));

  private static PolicyDocument document(PolicyType type, List<Statement> statements) {
    return PolicyDocument.of(type, "", PolicyVersion.V2012_10_17, "", statements);
  }

  private static Patterns in(String value) {
    return new Patterns(Polarity.IN, List.of(value));
  }

  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> ends =
        Arbitraries.of(
                "a",
                "b",
                ":",
                "/",
                "*",
                "*",
                "?",
                "${*}",
                "${?}",
                "${aws:username}",
                "\uD83D\uDE00")
            .list()
            .ofMaxSize(4)
            .map(parts -> String.join("", parts));
    Arbitrary<String> heads =
        Arbitraries.of("arn:aws:s3:::", "arn:aws:s3:*:*:", "arn:aws:s3:?::", "arn:aws:sns:::");
    return Arbitraries.frequencyOf(
        Tuple.of(9, Combinators.combine(heads, ends).as(String::concat)),
        Tuple.of(1, Arbitraries.of("*", "arn:aws:s3:*", "arn:aws:s3", "arn:aws:s3::*")));
  }

  /** Texts that the pattern may match. */
  private static String fill(String pattern, String star, String any) {
    return pattern
        .replace("${*}", "\1")
        .replace("${?}", "\2")
        .replace("${aws:username}", "\3")
        .replace("*", star)
        .replace("?", any)
        .replace('\1', '*')
        .replace('\2', '?');
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("", "a", "*", "?", ":", "/a", "a:b", "b", "\uD83D\uDE00", "ab", "${*}");
  }

  @Property(tries = 4_000)
  void whatIsSaidOfResourcesIsSo(
      @ForAll("patterns") String wide,
      @ForAll("patterns") String narrow,
      @ForAll Effect effect,
      @ForAll("texts") String star,
      @ForAll("texts") String any,
      @ForAll("texts") String user) {
    Statement first = statement(Effect.ALLOW, Principals.ABSENT, narrow, List.of());
    Statement second = statement(effect, Principals.ABSENT, wide, List.of());
    RequestContext context = RequestContext.builder().host("aws:username", user).build();
    String resource = fill(narrow, star, any).replace("\3", user);
    Caller alice = new Caller.User(ALICE, ACCOUNT);
    AccessRequest request = AccessRequest.of(alice, "s3:GetObject", resource, ACCOUNT, context);
    check(PolicyType.IDENTITY, first, second, request, Optional.empty());
  }

  @Provide
  Arbitrary<Principals> principals() {
    return Arbitraries.of(
            new NamedPrincipal(PrincipalType.ANYONE, "*"),
            new NamedPrincipal(PrincipalType.AWS, "*"),
            new NamedPrincipal(PrincipalType.AWS, ALICE),
            new NamedPrincipal(PrincipalType.AWS, ACCOUNT),
            new NamedPrincipal(PrincipalType.SERVICE, "ec2.amazonaws.com"),
            new NamedPrincipal(PrincipalType.CANONICAL_USER, "x"),
            new NamedPrincipal(PrincipalType.FEDERATED, "idp"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(2)
        .flatMap(
            values ->
                Arbitraries.of(Polarity.IN, Polarity.IN, Polarity.NOT_IN)
                    .map(polarity -> new Principals(polarity, values)));
  }

  @Provide
  Arbitrary<List<ConditionBlock>> conditions() {
    ConditionKey pinned = new ConditionKey("aws:PrincipalArn", List.of(ALICE));
    return Arbitraries.of(
        List.of(), List.of(), List.of(new ConditionBlock("StringEquals", List.of(pinned))));
  }

  @Provide
  Arbitrary<Caller> callers() {
    return Arbitraries.of(
        new Caller.User(ALICE, ACCOUNT),
        new Caller.Anonymous(),
        new Caller.Service("ec2.amazonaws.com"),
        new Caller.Federated("idp"));
  }

  @Property(tries = 4_000)
  void whatIsSaidOfCallersIsSo(
      @ForAll("principals") Principals wide,
      @ForAll("principals") Principals narrow,
      @ForAll("conditions") List<ConditionBlock> wideConditions,
      @ForAll("conditions") List<ConditionBlock> narrowConditions,
      @ForAll Effect effect,
      @ForAll("callers") Caller caller,
      @ForAll boolean inSession) {
    Statement first = statement(Effect.ALLOW, narrow, "*", narrowConditions);
    Statement second = statement(effect, wide, "*", wideConditions);
    RequestContext context = RequestContext.builder().host("aws:PrincipalArn", ALICE).build();
    AccessRequest request = AccessRequest.of(caller, "s3:GetObject", "*", ACCOUNT, context);
    Optional<CompiledPolicy> session = Optional.of(NO_RIGHTS).filter(it -> inSession);
    check(PolicyType.RESOURCE, first, second, request, session);
  }

  private static Statement statement(
      Effect effect, Principals principals, String resource, List<ConditionBlock> conditions) {
    return new Statement("", effect, principals, in("s3:*"), in(resource), conditions);
  }

  private static void check(
      PolicyType type,
      Statement first,
      Statement second,
      AccessRequest request,
      Optional<CompiledPolicy> session) {
    String said =
        PolicyLinter.lint(document(type, List.of(first, second))).stream()
            .filter(it -> it.message().startsWith("This statement "))
            .map(it -> it.pointer() + it.message())
            .filter(it -> it.contains("never grant") || it.contains("adds nothing"))
            .findFirst()
            .orElse("");
    boolean both = isAllowed(type, List.of(first, second), request, session);
    if (said.contains("never grant")) {
      assertFalse(both, said);
    } else if (!said.isEmpty()) {
      Statement kept = said.startsWith("/Statement/0") ? second : first;
      assertEquals(both, isAllowed(type, List.of(kept), request, session), said);
    }
  }

  private static boolean isAllowed(
      PolicyType type,
      List<Statement> statements,
      AccessRequest request,
      Optional<CompiledPolicy> session) {
    CompiledPolicy policy = CompiledPolicy.compile("p", document(type, statements));
    Policies.Builder set = Policies.builder();
    Policies.Builder own =
        type == PolicyType.RESOURCE ? set.resource(policy) : set.identity(policy);
    Policies policies = session.map(own::session).orElse(own).build();
    return PolicyEvaluator.create()
        .decide(request, policies.caller(), policies.resource())
        .isAllowed();
  }
}
