package io.sallyport.policy.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sallyport.policy.eval.ConditionTrace;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.LayerTrace;
import io.sallyport.policy.eval.StatementTrace;
import io.sallyport.policy.eval.Trace;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes a trace as one JSON object. */
final class ExplanationJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ExplanationJson() {}

  static String write(Trace trace) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("action", trace.request().action());
      json.writeStringField("resource", trace.request().resource());
      json.writeStringField("decision", kind(trace.decision()));
      json.writeStringField("reason", ExplanationText.reason(trace.decision()));
      json.writeArrayFieldStart("layers");
      for (LayerTrace layer : trace.layers()) {
        layer(json, layer);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static String kind(Decision decision) {
    if (decision instanceof Decision.Allowed) {
      return "ALLOW";
    }
    if (decision instanceof Decision.ExplicitlyDenied) {
      return "EXPLICIT_DENY";
    }
    return decision instanceof Decision.ImplicitlyDenied ? "IMPLICIT_DENY" : "UNEVALUABLE";
  }

  private static void layer(JsonGenerator json, LayerTrace layer) throws IOException {
    json.writeStartObject();
    json.writeStringField("layer", lower(layer.layer()));
    json.writeArrayFieldStart("statements");
    for (StatementTrace statement : layer.statements()) {
      json.writeStartObject();
      json.writeStringField("policy", statement.id().policy());
      json.writeNumberField("index", statement.id().index());
      json.writeStringField("sid", statement.id().sid());
      json.writeStringField("effect", statement.statement().effect().text());
      json.writeStringField("outcome", lower(statement.outcome()));
      json.writeStringField("action", statement.action());
      json.writeStringField("resource", statement.resource());
      variables(json, statement.variables());
      json.writeArrayFieldStart("conditions");
      for (ConditionTrace condition : statement.conditions()) {
        condition(json, condition);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void variables(JsonGenerator json, Map<String, List<String>> variables)
      throws IOException {
    json.writeObjectFieldStart("variables");
    for (Map.Entry<String, List<String>> variable : new TreeMap<>(variables).entrySet()) {
      values(json, variable.getKey(), variable.getValue());
    }
    json.writeEndObject();
  }

  private static void condition(JsonGenerator json, ConditionTrace condition) throws IOException {
    json.writeStartObject();
    json.writeStringField("operator", condition.operator());
    json.writeStringField("key", condition.key());
    values(json, "policyValues", condition.policyValues());
    values(json, "requestValues", condition.requestValues());
    json.writeStringField("result", lower(condition.result()));
    json.writeEndObject();
  }

  private static void values(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
