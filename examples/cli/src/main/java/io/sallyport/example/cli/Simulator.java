package io.sallyport.example.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.Problem;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.StatementId;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.policy.json.PolicyReader;
import java.util.Locale;

/** Answers cases, a line of JSON each, with a line of JSON each. */
final class Simulator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final PolicyEvaluator evaluator = PolicyEvaluator.create();
  private final Detail detail;

  /** How much an answer says. */
  enum Detail {
    VERDICT,
    EXPLANATION
  }

  Simulator(Detail detail) {
    this.detail = detail;
  }

  /** The answer to one line; a line that can't be answered gets an error. */
  String answer(String line) {
    ObjectNode answer = JSON.createObjectNode();
    try {
      JsonNode input = JSON.readTree(line);
      answer.set("id", input.path("id"));
      if (input.path("kind").asText().equals("validate")) {
        validate(input, answer);
      } else {
        decide(input, answer);
      }
    } catch (JsonProcessingException e) {
      answer.put("error", "the line is not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException | MalformedPolicyException e) {
      answer.put("error", e.getMessage());
    }
    return answer.toString();
  }

  private void decide(JsonNode input, ObjectNode answer) throws JsonProcessingException {
    Case it = Case.read(input);
    if (detail == Detail.VERDICT) {
      write(evaluator.decide(it.request(), it.caller(), it.resource()), answer);
    } else {
      Explanation explanation = Explanation.explain(it.request(), it.caller(), it.resource());
      write(explanation.decision(), answer);
      answer.set("explanation", JSON.readTree(explanation.json()));
    }
  }

  private static void write(Decision decision, ObjectNode answer) {
    if (decision instanceof Decision.Allowed allowed) {
      answer.put("verdict", "ALLOW");
      statement(answer, allowed.by());
    } else if (decision instanceof Decision.ExplicitlyDenied denied) {
      answer.put("verdict", "EXPLICIT_DENY");
      statement(answer, denied.by());
    } else if (decision instanceof Decision.ImplicitlyDenied denied) {
      answer.put("verdict", "IMPLICIT_DENY");
      answer.put("firstWithoutAllow", lower(denied.firstWithoutAllow()));
    } else if (decision instanceof Decision.Unevaluable unevaluable) {
      answer.put("error", unevaluable.reason());
    }
  }

  private static void statement(ObjectNode answer, StatementId id) {
    ObjectNode statement = answer.putObject("statement");
    statement.put("layer", lower(id.layer()));
    statement.put("policy", id.policy());
    statement.put("index", id.index());
    statement.put("sid", id.sid());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static void validate(JsonNode input, ObjectNode answer) {
    String type = Case.required(input, "policyType").asText().toUpperCase(Locale.ROOT);
    try {
      PolicyReader.read(Case.required(input, "document").asText(), PolicyType.valueOf(type));
      answer.put("verdict", "VALID");
    } catch (MalformedPolicyException e) {
      answer.put("verdict", "MALFORMED");
      ArrayNode problems = answer.putArray("problems");
      for (Problem problem : e.problems()) {
        ObjectNode each = problems.addObject();
        each.put("pointer", problem.pointer());
        each.put("line", problem.line());
        each.put("column", problem.column());
        each.put("expected", problem.expected());
      }
    }
  }
}
