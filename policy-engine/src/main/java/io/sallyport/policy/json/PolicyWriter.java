package io.sallyport.policy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sallyport.policy.ConditionBlock;
import io.sallyport.policy.ConditionKey;
import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.Patterns;
import io.sallyport.policy.Polarity;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PrincipalType;
import io.sallyport.policy.Principals;
import io.sallyport.policy.Statement;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes policies as compact JSON that reads back equal. Stateless, so thread-safe. */
public final class PolicyWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private PolicyWriter() {}

  /** What the document says, in a canonical spelling; for its own text see {@code text()}. */
  public static String write(PolicyDocument document) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("Version", document.version().text());
      if (!document.id().isEmpty()) {
        json.writeStringField("Id", document.id());
      }
      json.writeArrayFieldStart("Statement");
      for (Statement statement : document.statements()) {
        statement(json, statement);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void statement(JsonGenerator json, Statement statement) throws IOException {
    json.writeStartObject();
    if (!statement.sid().isEmpty()) {
      json.writeStringField("Sid", statement.sid());
    }
    json.writeStringField("Effect", statement.effect().text());
    principals(json, statement.principals());
    patterns(json, "Action", statement.actions());
    patterns(json, "Resource", statement.resources());
    if (!statement.conditions().isEmpty()) {
      json.writeObjectFieldStart("Condition");
      for (ConditionBlock block : statement.conditions()) {
        json.writeObjectFieldStart(block.operator());
        for (ConditionKey key : block.keys()) {
          values(json, key.key(), key.values());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void principals(JsonGenerator json, Principals principals) throws IOException {
    if (principals.polarity() == Polarity.ABSENT) {
      return;
    }
    String name = principals.polarity() == Polarity.IN ? "Principal" : "NotPrincipal";
    Map<PrincipalType, List<String>> byType = new LinkedHashMap<>();
    for (NamedPrincipal principal : principals.values()) {
      byType.computeIfAbsent(principal.type(), type -> new ArrayList<>()).add(principal.value());
    }
    if (byType.containsKey(PrincipalType.ANYONE)) {
      json.writeStringField(name, "*");
      return;
    }
    json.writeObjectFieldStart(name);
    for (Map.Entry<PrincipalType, List<String>> entry : byType.entrySet()) {
      values(json, entry.getKey().text(), entry.getValue());
    }
    json.writeEndObject();
  }

  private static void patterns(JsonGenerator json, String name, Patterns patterns)
      throws IOException {
    if (patterns.polarity() != Polarity.ABSENT) {
      values(json, patterns.polarity() == Polarity.IN ? name : "Not" + name, patterns.values());
    }
  }

  private static void values(JsonGenerator json, String name, List<String> values)
      throws IOException {
    if (values.size() == 1) {
      json.writeStringField(name, values.get(0));
      return;
    }
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
