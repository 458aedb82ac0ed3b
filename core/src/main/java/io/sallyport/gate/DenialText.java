package io.sallyport.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sallyport.journal.Actors;
import io.sallyport.policy.Effect;
import io.sallyport.policy.NamedPrincipal;
import io.sallyport.policy.eval.ConditionTrace;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.Outcome;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.StatementTrace;
import io.sallyport.policy.eval.Trace;
import io.sallyport.principal.Principal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An explanation of a denial in AWS's JSON. What a client proves itself by is not in it: no secret,
 * no token, no external id.
 *
 * @param resource what the caller asked for
 * @param known all condition keys of the request
 * @param trace how it was decided; empty where that is another account's to know, or where there
 *     was nothing to decide on
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html">DecodeAuthorizationMessage</a>
 */
record DenialText(
    Principal caller, String action, String resource, RequestContext known, Optional<Trace> trace) {
  /** How much is said, from most to least. */
  static final List<Bound> BOUNDS =
      List.of(new Bound(50, 512), new Bound(20, 256), new Bound(5, 256), new Bound(0, 128));

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Set<String> UNSAID = Set.of("sts:externalid");

  /** How many items a list has, and how many characters a text. */
  record Bound(int items, int characters) {}

  String json(Bound bound) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      new Writing(json, bound).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private interface Item<T> {
    void write(T item) throws IOException;
  }

  private final class Writing {
    private final JsonGenerator json;
    private final Bound bound;

    Writing(JsonGenerator json, Bound bound) {
      this.json = json;
      this.bound = bound;
    }

    void write() throws IOException {
      json.writeStartObject();
      json.writeBooleanField("allowed", false);
      json.writeBooleanField(
          "explicitDeny",
          trace.filter(it -> it.decision() instanceof Decision.ExplicitlyDenied).isPresent());
      items("matchedStatements", matched(), this::statement);
      values("failures", failures());
      json.writeObjectFieldStart("context");
      json.writeObjectFieldStart("principal");
      String arn = caller.name();
      text("id", caller.userId());
      text("name", arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1));
      text("arn", arn);
      json.writeEndObject();
      text("action", action);
      text("resource", resource);
      items("conditions", conditions(), this::condition);
      json.writeEndObject();
      json.writeEndObject();
    }

    /** All that AWS tells of, too: what only the host's log names a request by is the host's. */
    private List<Map.Entry<String, List<String>>> conditions() {
      return known.known().entrySet().stream()
          .filter(key -> !Actors.isForTheLog(key.getKey()))
          .toList();
    }

    private void statement(StatementTrace statement) throws IOException {
      String sid = statement.id().sid();
      text(
          "statementId",
          sid.isEmpty() ? statement.id().policy() + "#" + statement.id().index() : sid);
      json.writeStringField(
          "effect", statement.statement().effect().text().toUpperCase(Locale.ROOT));
      values(
          "principals",
          statement.statement().principals().values().stream().map(NamedPrincipal::value).toList());
      values("principalGroups", List.of());
      values("actions", statement.statement().actions().values());
      values("resources", statement.statement().resources().values());
      items("conditions", statement.conditions(), this::condition);
    }

    private void condition(ConditionTrace condition) throws IOException {
      text("key", condition.key());
      values("values", isSaid(condition.key()) ? condition.policyValues() : List.of());
    }

    private void condition(Map.Entry<String, List<String>> key) throws IOException {
      text("key", key.getKey());
      values("values", isSaid(key.getKey()) ? key.getValue() : List.of());
    }

    private void values(String name, List<String> values) throws IOException {
      items(name, values, value -> text("value", value));
    }

    private <T> void items(String name, List<T> items, Item<T> each) throws IOException {
      json.writeObjectFieldStart(name);
      json.writeArrayFieldStart("items");
      for (T item : items.subList(0, Math.min(items.size(), bound.items()))) {
        json.writeStartObject();
        each.write(item);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }

    private void text(String name, String text) throws IOException {
      boolean fits = text.length() <= bound.characters();
      json.writeStringField(name, fits ? text : text.substring(0, bound.characters()) + "…");
    }
  }

  private List<String> failures() {
    return trace.stream()
        .map(Trace::decision)
        .flatMap(
            it ->
                it instanceof Decision.Unevaluable fault
                    ? Stream.of(fault.reason())
                    : Stream.empty())
        .toList();
  }

  private static boolean isSaid(String key) {
    return !UNSAID.contains(key.toLowerCase(Locale.ROOT));
  }

  /** The statements that applied, those that deny first. */
  private List<StatementTrace> matched() {
    return trace.stream()
        .flatMap(it -> it.layers().stream())
        .flatMap(layer -> layer.statements().stream())
        .filter(statement -> statement.outcome() == Outcome.APPLIES)
        .sorted(Comparator.comparing(it -> it.statement().effect() == Effect.ALLOW))
        .toList();
  }
}
