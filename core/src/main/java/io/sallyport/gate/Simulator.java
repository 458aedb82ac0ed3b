package io.sallyport.gate;

import io.sallyport.arn.Arn;
import io.sallyport.entity.Authority;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.policy.Effect;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Layer;
import io.sallyport.policy.eval.LayerTrace;
import io.sallyport.policy.eval.Outcome;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.StatementTrace;
import io.sallyport.policy.eval.Trace;
import io.sallyport.simulation.ContextEntry;
import io.sallyport.simulation.PolicySimulator;
import io.sallyport.simulation.SimulationRequest;
import io.sallyport.simulation.SimulationResult;
import io.sallyport.simulation.SimulationResult.MatchedStatement;
import io.sallyport.simulation.SimulationResult.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The evaluator's traces of requests that nobody made. */
public final class Simulator implements PolicySimulator {
  /** So many characters of policies are traced for one page: some tens of milliseconds. */
  private static final int MOST_CHARACTERS = 20_000_000;

  private final AccountId account;
  private final Function<Arn, Optional<SimulatedCaller>> callers;
  private final Authority authority;
  private final Set<Leniency> leniencies;
  private final PolicyEvaluator evaluator = PolicyEvaluator.create();

  /**
   * A simulator for an account.
   *
   * @param callers the account's users and roles by their ARNs, with their policies
   * @param leniencies what may pass in a policy although AWS refuses it
   */
  public Simulator(
      AccountId account,
      Function<Arn, Optional<SimulatedCaller>> callers,
      Authority authority,
      Set<Leniency> leniencies) {
    this.account = account;
    this.callers = callers;
    this.authority = authority;
    this.leniencies = leniencies;
  }

  @Override
  public Listing<SimulationResult> simulateCustom(SimulationRequest request, PageRequest page) {
    authority.require("iam:SimulateCustomPolicy", IamArn.anything(account), "policies");
    if (request.policies().isEmpty()) {
      throw InvalidInputException.missing("PolicyInputList");
    }
    if (request.resourcePolicy().isPresent() && request.caller().isEmpty()) {
      throw InvalidInputException.missing("CallerArn");
    }
    return simulate(SimulatedCaller.nobody(account), request, page);
  }

  @Override
  public Listing<SimulationResult> simulatePrincipal(
      Arn source, SimulationRequest request, PageRequest page) {
    return simulate(caller("iam:SimulatePrincipalPolicy", source), request, page);
  }

  @Override
  public List<String> contextKeysOfCustom(List<String> policies) {
    authority.require("iam:GetContextKeysForCustomPolicy", IamArn.anything(account), "policies");
    if (policies.isEmpty()) {
      throw InvalidInputException.missing("PolicyInputList");
    }
    return keys(SimulatedCaller.nobody(account), policies);
  }

  @Override
  public List<String> contextKeysOfPrincipal(Arn source, List<String> policies) {
    return keys(caller("iam:GetContextKeysForPrincipalPolicy", source), policies);
  }

  private List<String> keys(SimulatedCaller caller, List<String> documents) {
    SimulatedPolicies policies = SimulatedPolicies.of(caller, leniencies);
    policies.add(documents);
    return policies.keys();
  }

  private SimulatedCaller caller(String action, Arn source) {
    authority.require(action, source, source.toString());
    return Optional.of(source)
        .filter(arn -> arn.service().equals("iam") && arn.account().equals(account.value()))
        .flatMap(callers)
        .orElseThrow(() -> new NoSuchEntityException("the user or role", source.toString()));
  }

  private Listing<SimulationResult> simulate(
      SimulatedCaller source, SimulationRequest request, PageRequest page) {
    SimulatedCaller caller =
        request.caller().map(arn -> source.as(SimulatedCaller.named(arn))).orElse(source);
    SimulatedPolicies policies = SimulatedPolicies.of(source, leniencies);
    policies.add(request.policies());
    request.boundary().ifPresentOrElse(policies::limitBy, () -> policies.limitBy(source));
    request.resourcePolicy().ifPresent(policies::ofResource);
    Asked asked = new Asked(caller, policies, request, context(caller, request));
    int all = request.actions().size() * request.resources().size();
    int from = start(page, all);
    int most = Math.max(1, MOST_CHARACTERS / Math.max(1, policies.length()));
    int to = Math.min(all, from + Math.min(page.maxItems(), most));
    List<SimulationResult> results = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int resources = request.resources().size();
      results.add(
          result(
              asked, request.actions().get(i / resources), request.resources().get(i % resources)));
    }
    return new Listing<>(results, to < all ? Integer.toString(to) : "");
  }

  private static int start(PageRequest page, int all) {
    if (page.marker().isEmpty()) {
      return 0;
    }
    if (!page.marker().matches("[1-9][0-9]{0,8}") || Integer.parseInt(page.marker()) >= all) {
      throw new InvalidInputException("Marker", page.marker(), "one that the page before gave");
    }
    return Integer.parseInt(page.marker());
  }

  private record Asked(
      SimulatedCaller caller,
      SimulatedPolicies policies,
      SimulationRequest request,
      RequestContext context) {}

  private static RequestContext context(SimulatedCaller caller, SimulationRequest request) {
    RequestContext.Builder context = RequestContext.builder();
    caller.keys().forEach(context::host);
    for (ContextEntry entry : request.context()) {
      if (entry.isMultivalued()) {
        context.hostMultivalued(entry.key(), entry.values());
      } else {
        context.host(entry.key(), entry.values().get(0));
      }
    }
    return context.build();
  }

  private SimulationResult result(Asked asked, String action, String resource) {
    Trace trace =
        evaluator.trace(
            AccessRequest.of(
                asked.caller().caller(), action, resource, owner(asked, resource), asked.context()),
            asked.policies().ofCaller(),
            asked.policies().ofResource());
    Verdict verdict = verdict(trace.decision());
    Effect effect = verdict == Verdict.EXPLICITLY_DENIED ? Effect.DENY : Effect.ALLOW;
    List<MatchedStatement> matched =
        trace.layers().stream()
            .flatMap(layer -> applying(layer, effect))
            .map(statement -> asked.policies().matched(statement.id()))
            .toList();
    return new SimulationResult(
        action, resource, verdict, matched, missing(asked), boundary(asked, trace));
  }

  private static Stream<StatementTrace> applying(LayerTrace layer, Effect effect) {
    return layer.statements().stream()
        .filter(it -> it.outcome() == Outcome.APPLIES && it.statement().effect() == effect);
  }

  private static Verdict verdict(Decision decision) {
    if (decision instanceof Decision.Unevaluable fault) {
      throw new InvalidInputException(
          "PolicyInputList", "", "of policies that can be evaluated: " + fault.reason());
    }
    if (decision.isAllowed()) {
      return Verdict.ALLOWED;
    }
    return decision instanceof Decision.ExplicitlyDenied
        ? Verdict.EXPLICITLY_DENIED
        : Verdict.IMPLICITLY_DENIED;
  }

  private static Optional<Verdict> boundary(Asked asked, Trace trace) {
    if (!asked.policies().hasBoundary()) {
      return Optional.empty();
    }
    List<LayerTrace> limits =
        trace.layers().stream().filter(layer -> layer.layer() == Layer.BOUNDARY).toList();
    if (limits.stream().anyMatch(layer -> applying(layer, Effect.DENY).findAny().isPresent())) {
      return Optional.of(Verdict.EXPLICITLY_DENIED);
    }
    boolean allows =
        limits.stream().anyMatch(layer -> applying(layer, Effect.ALLOW).findAny().isPresent());
    return Optional.of(allows ? Verdict.ALLOWED : Verdict.IMPLICITLY_DENIED);
  }

  private static List<String> missing(Asked asked) {
    Set<String> known = new HashSet<>();
    asked.caller().keys().keySet().forEach(key -> known.add(key.toLowerCase(Locale.ROOT)));
    asked.request().context().forEach(it -> known.add(it.key().toLowerCase(Locale.ROOT)));
    return asked.policies().keys().stream()
        .filter(key -> !known.contains(key.toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** The account that is named, or that the resource's ARN names, or the caller's. */
  private static String owner(Asked asked, String resource) {
    String account =
        asked
            .request()
            .resourceOwner()
            .map(owner -> account("ResourceOwner", owner))
            .orElseGet(() -> account("ResourceArns", resource));
    return account.isEmpty() ? asked.caller().caller().account() : account;
  }

  private static String account(String input, String text) {
    if (!text.startsWith("arn:")) {
      return text.equals("*") ? "" : AccountId.named(text).value();
    }
    try {
      return Arn.parse(text).account();
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(input, text, "an ARN");
    }
  }
}
