package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.Effect;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.Statement;
import io.sallyport.policy.match.Facts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The evaluator agrees with the plain reference, and keeps the laws. Each seed stands for many
 * cases.
 */
class EvaluatorProperties {
  private static final int SEEDS = 1000;
  private static final int CASES = Boolean.getBoolean("sallyport.deep") ? 10_000 : 100;
  private static final int LAW_CASES = Boolean.getBoolean("sallyport.deep") ? 200 : 10;
  private final PolicyEvaluator evaluator = PolicyEvaluator.create();

  @Property(tries = SEEDS)
  void agreesWithTheReference(@ForAll long seed) {
    each(
        seed,
        CASES,
        sample ->
            assertEquals(Reference.verdict(sample), verdict(sample.decide()), sample::toString));
  }

  /** Else the agreement would be about little. */
  @Property(tries = 1)
  void theSamplesMeetEveryVerdictOften() {
    Samples samples = new Samples(1);
    Map<String, Integer> verdicts = new HashMap<>();
    for (int i = 0; i < 2000; i++) {
      verdicts.merge(verdict(samples.next().decide()), 1, Integer::sum);
    }
    assertEquals(Set.of("ALLOW", "EXPLICIT_DENY", "IMPLICIT_DENY"), verdicts.keySet());
    assertTrue(verdicts.values().stream().allMatch(it -> it > 100), verdicts::toString);
  }

  @Property(tries = SEEDS)
  void theIndexAndTheTraceAgreeWithThePlainWay(@ForAll long seed) {
    each(
        seed,
        LAW_CASES,
        sample -> {
          AccessRequest request = sample.request();
          Policies policies = sample.policies();
          agree(request, policies, sample);
          Trace trace = evaluator.trace(request, policies.caller(), policies.resource());
          assertEquals(sparedByAsking(request, policies), spared(trace), sample::toString);
          agree(sample.requestWithout("aws:username"), policies, sample);
          agree(sample.requestWithout("aws:tag"), policies, sample);
        });
  }

  /** The first decision for an action is made the plain way. */
  private void agree(AccessRequest request, Policies policies, Sample sample) {
    Decision plain = Ask.decide(sample.policies(), request);
    assertEquals(
        plain, evaluator.decide(request, policies.caller(), policies.resource()), sample::toString);
    assertEquals(
        plain, evaluator.decide(request, policies.caller(), policies.resource()), sample::toString);
    assertEquals(
        plain,
        evaluator.trace(request, policies.caller(), policies.resource()).decision(),
        sample::toString);
  }

  /** What each statement's action, then resource, makes of a request, asked one by one. */
  private static List<String> sparedByAsking(AccessRequest request, Policies policies) {
    return Stream.concat(policies.caller().unions().stream(), policies.resource().unions().stream())
        .flatMap(union -> union.statements().stream())
        .map(
            placed ->
                placed.id()
                    + (!placed.statement().matchesAction(request.actionKey(), Facts.NONE)
                        ? "OTHER_ACTION"
                        : !placed
                                .statement()
                                .resources()
                                .matches(request.resource(), request.facts())
                            ? "OTHER_RESOURCE"
                            : "ASKED"))
        .toList();
  }

  private static List<String> spared(Trace trace) {
    Set<Outcome> spared = Set.of(Outcome.OTHER_ACTION, Outcome.OTHER_RESOURCE);
    return trace.layers().stream()
        .flatMap(layer -> layer.statements().stream())
        .map(it -> it.id() + (spared.contains(it.outcome()) ? it.outcome().name() : "ASKED"))
        .toList();
  }

  @Property(tries = SEEDS)
  void onlyAStatementThatAppliesAllows(@ForAll long seed) {
    each(
        seed,
        LAW_CASES,
        sample -> {
          Policies policies = sample.policies();
          Trace trace = evaluator.trace(sample.request(), policies.caller(), policies.resource());
          if (trace.decision() instanceof Decision.Allowed allowed
              && !allowed.by().equals(StatementId.ROOT_USER)) {
            assertTrue(
                trace.layers().stream()
                    .flatMap(layer -> layer.statements().stream())
                    .anyMatch(
                        it -> it.id().equals(allowed.by()) && it.outcome() == Outcome.APPLIES));
          }
        });
  }

  @Property(tries = SEEDS)
  void withoutPoliciesNobodyButRootMayDoAnything(@ForAll long seed) {
    each(
        seed,
        LAW_CASES,
        sample -> {
          Sample bare =
              sample
                  .withIdentity(List.of())
                  .withBoundary(Optional.empty())
                  .withSessions(List.of())
                  .withOwn(Optional.empty());
          assertEquals(
              bare.decide().isAllowed(),
              bare.caller() instanceof Caller.Root
                  && bare.caller().account().equals(bare.account())
                  && !bare.action().startsWith("sts:Assume")
                  && !(bare.action().startsWith("sts:") && bare.resource().contains(":role/")));
        });
  }

  @Property(tries = SEEDS)
  void orderAndDuplicatesDontMatter(@ForAll long seed) {
    each(
        seed,
        LAW_CASES,
        sample -> {
          List<PolicyDocument> twice = new ArrayList<>(sample.identity());
          twice.addAll(sample.identity());
          Collections.reverse(twice);
          Sample other =
              sample
                  .withIdentity(twice.stream().map(EvaluatorProperties::reversed).toList())
                  .withOwn(sample.own().map(EvaluatorProperties::reversed));
          assertEquals(verdict(sample.decide()), verdict(other.decide()), sample::toString);
        });
  }

  @Property(tries = SEEDS)
  void aFurtherAllowNeverTurnsAnAllowIntoADenial(@ForAll long seed) {
    Samples samples = new Samples(~seed);
    each(
        seed,
        LAW_CASES,
        sample -> {
          Sample more = plus(sample, samples.statement(PolicyType.IDENTITY, Effect.ALLOW));
          assertTrue(!sample.decide().isAllowed() || more.decide().isAllowed(), sample::toString);
        });
  }

  @Property(tries = SEEDS)
  void aFurtherDenyNeverTurnsADenialIntoAnAllow(@ForAll long seed) {
    Samples samples = new Samples(~seed);
    each(
        seed,
        LAW_CASES,
        sample -> {
          Sample more = plus(sample, samples.statement(PolicyType.IDENTITY, Effect.DENY));
          assertTrue(sample.decide().isAllowed() || !more.decide().isAllowed(), sample::toString);
          Decision before = sample.decide();
          assertTrue(
              !(before instanceof Decision.ExplicitlyDenied)
                  || more.decide() instanceof Decision.ExplicitlyDenied);
        });
  }

  @Property(tries = SEEDS)
  void afurtherLimitNeverGrants(@ForAll long seed) {
    Samples samples = new Samples(~seed);
    each(
        seed,
        LAW_CASES,
        sample -> {
          List<List<PolicyDocument>> sessions = new ArrayList<>(sample.sessions());
          sessions.add(List.of(samples.document(PolicyType.SESSION)));
          Sample bounded =
              sample.boundary().isPresent()
                  ? sample
                  : sample.withBoundary(Optional.of(samples.document(PolicyType.BOUNDARY)));
          boolean needsOne =
              sample.caller() instanceof Caller.FederatedUser && sample.sessions().isEmpty();
          if (!sample.decide().isAllowed()) {
            assertFalse(bounded.decide().isAllowed(), sample::toString);
            assertTrue(
                needsOne || !sample.withSessions(sessions).decide().isAllowed(), sample::toString);
          }
        });
  }

  private static void each(long seed, int cases, Consumer<Sample> test) {
    Samples samples = new Samples(seed);
    for (int i = 0; i < cases; i++) {
      test.accept(samples.next());
    }
  }

  private static Sample plus(Sample sample, Statement statement) {
    List<PolicyDocument> more = new ArrayList<>(sample.identity());
    more.add(new Samples(0).document(PolicyType.IDENTITY, List.of(statement)));
    return sample.withIdentity(more);
  }

  private static PolicyDocument reversed(PolicyDocument document) {
    List<Statement> statements = new ArrayList<>(document.statements());
    Collections.reverse(statements);
    return PolicyDocument.of(document.type(), "", document.version(), "", statements);
  }

  private static String verdict(Decision decision) {
    if (decision instanceof Decision.Unevaluable unevaluable) {
      return unevaluable.reason();
    }
    return decision instanceof Decision.Allowed
        ? "ALLOW"
        : decision instanceof Decision.ExplicitlyDenied ? "EXPLICIT_DENY" : "IMPLICIT_DENY";
  }
}
