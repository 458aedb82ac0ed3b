package io.sallyport.operation;

import io.sallyport.arn.Arn;
import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.simulation.ContextEntry;
import io.sallyport.simulation.PolicySimulator;
import io.sallyport.simulation.SimulationRequest;
import io.sallyport.simulation.SimulationResult;
import io.sallyport.simulation.SimulationResult.MatchedStatement;
import io.sallyport.simulation.SimulationResult.Place;
import io.sallyport.simulation.SimulationResult.Verdict;
import io.sallyport.wire.XmlWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * IAM's operations that simulate requests.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">IAM's
 *     actions</a>
 */
final class Simulations {
  private Simulations() {}

  /** The operations on a caller's view of the simulator. */
  static List<Operation<?, ?>> operations(Function<Call, PolicySimulator> view) {
    Rows<PolicySimulator> rows = new Rows<>(view);
    return List.of(
        rows.asking(
            "SimulateCustomPolicy",
            Simulation::read,
            (simulator, asked) -> simulator.simulateCustom(asked.request, asked.page),
            Simulations::write),
        rows.asking(
            "SimulatePrincipalPolicy",
            OfPrincipal::read,
            (simulator, asked) ->
                simulator.simulatePrincipal(
                    asked.source, asked.simulation.request, asked.simulation.page),
            Simulations::write),
        rows.asking(
            "GetContextKeysForCustomPolicy",
            parameters -> parameters.texts("PolicyInputList"),
            PolicySimulator::contextKeysOfCustom,
            Simulations::writeKeys),
        rows.asking(
            "GetContextKeysForPrincipalPolicy",
            KeysOfPrincipal::read,
            (simulator, asked) -> simulator.contextKeysOfPrincipal(asked.source, asked.policies),
            Simulations::writeKeys));
  }

  private record Simulation(SimulationRequest request, PageRequest page) {
    static Simulation read(Parameters parameters) {
      List<String> boundaries = parameters.texts("PermissionsBoundaryPolicyInputList");
      if (boundaries.size() > 1) {
        throw new InvalidInputException(
            "PermissionsBoundaryPolicyInputList", boundaries.get(1), "one policy at most");
      }
      return new Simulation(
          new SimulationRequest(
              parameters.texts("PolicyInputList"),
              boundaries.stream().findFirst(),
              parameters.texts("ActionNames"),
              parameters.texts("ResourceArns"),
              parameters.find("ResourcePolicy"),
              parameters.find("ResourceOwner"),
              parameters.find("CallerArn"),
              parameters.members("ContextEntries").stream()
                  .map(entry -> entry(parameters, entry))
                  .toList()),
          parameters.page());
    }

    private static ContextEntry entry(Parameters parameters, String name) {
      return new ContextEntry(
          parameters.get(name + ".ContextKeyName"),
          parameters.get(name + ".ContextKeyType"),
          parameters.members(name + ".ContextKeyValues").stream()
              .map(value -> parameters.find(value).orElse(""))
              .toList());
    }
  }

  private record OfPrincipal(Arn source, Simulation simulation) {
    static OfPrincipal read(Parameters parameters) {
      return new OfPrincipal(entity(parameters), Simulation.read(parameters));
    }
  }

  private record KeysOfPrincipal(Arn source, List<String> policies) {
    static KeysOfPrincipal read(Parameters parameters) {
      return new KeysOfPrincipal(entity(parameters), parameters.texts("PolicyInputList"));
    }
  }

  private static Arn entity(Parameters parameters) {
    String text = parameters.get("PolicySourceArn");
    try {
      return Arn.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("PolicySourceArn", text, "the ARN of a user or role");
    }
  }

  private static void write(Listing<SimulationResult> results, XmlWriter xml) {
    xml.open("EvaluationResults");
    results.items().forEach(result -> write(result, xml));
    xml.close("EvaluationResults");
    Shapes.end(results, xml);
  }

  private static void write(SimulationResult result, XmlWriter xml) {
    xml.open("member");
    xml.element("EvalActionName", result.action());
    xml.element("EvalResourceName", result.resource());
    xml.element("EvalDecision", result.verdict().text());
    writeReasons(result, xml);
    xml.open("ResourceSpecificResults").open("member");
    xml.element("EvalResourceName", result.resource());
    xml.element("EvalResourceDecision", result.verdict().text());
    writeReasons(result, xml);
    xml.close("member").close("ResourceSpecificResults");
    xml.close("member");
  }

  private static void writeReasons(SimulationResult result, XmlWriter xml) {
    xml.open("MatchedStatements");
    result.matched().forEach(statement -> write(statement, xml));
    xml.close("MatchedStatements");
    xml.open("MissingContextValues");
    result.missing().forEach(key -> xml.element("member", key));
    xml.close("MissingContextValues");
    writeBoundary(result.boundary(), xml);
  }

  private static void writeBoundary(Optional<Verdict> boundary, XmlWriter xml) {
    if (boundary.isPresent()) {
      String allowed = Boolean.toString(boundary.get() == Verdict.ALLOWED);
      xml.open("PermissionsBoundaryDecisionDetail");
      xml.element("AllowedByPermissionsBoundary", allowed);
      xml.close("PermissionsBoundaryDecisionDetail");
    }
  }

  private static void write(MatchedStatement statement, XmlWriter xml) {
    xml.open("member");
    xml.element("SourcePolicyId", statement.policyId());
    xml.element("SourcePolicyType", statement.policyType());
    write("StartPosition", statement.start(), xml);
    write("EndPosition", statement.end(), xml);
    xml.close("member");
  }

  private static void write(String element, Place place, XmlWriter xml) {
    xml.open(element);
    xml.element("Line", Integer.toString(place.line()));
    xml.element("Column", Integer.toString(place.column()));
    xml.close(element);
  }

  private static void writeKeys(List<String> keys, XmlWriter xml) {
    xml.open("ContextKeyNames");
    keys.forEach(key -> xml.element("member", key));
    xml.close("ContextKeyNames");
  }
}
