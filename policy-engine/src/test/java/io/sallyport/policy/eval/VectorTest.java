package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.policy.json.PolicyWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AWS's behaviour as language-neutral cases, each with the page it is from. */
class VectorTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Stream<JsonNode> lines(String name) throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(VectorTest.class.getResourceAsStream("/vectors/" + name)),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        cases.add(JSON.readTree(line));
      }
    }
    return cases.stream();
  }

  static Stream<JsonNode> decisions() throws IOException {
    return lines("decisions.jsonl");
  }

  static Stream<JsonNode> documents() throws IOException {
    return lines("documents.jsonl");
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void decidesAsAws(JsonNode it) {
    JsonNode request = it.get("request");
    RequestContext.Builder context = RequestContext.builder();
    request
        .path("context")
        .properties()
        .forEach(
            entry -> {
              List<String> values = new ArrayList<>();
              entry.getValue().forEach(value -> values.add(value.asText()));
              if (request.path("multivalued").toString().contains(entry.getKey())) {
                context.hostMultivalued(entry.getKey(), values);
              } else {
                context.host(entry.getKey(), values.toArray(String[]::new));
              }
            });
    AccessRequest asked =
        AccessRequest.of(
            caller(request.get("principal")),
            request.get("action").asText(),
            request.get("resource").asText(),
            request.get("resourceAccount").asText(),
            context.build());
    Decision decision = Ask.decide(policies(it.get("policies")), asked);
    assertEquals(it.get("expected").asText(), verdict(decision), it::toString);
  }

  private static Caller caller(JsonNode json) {
    String arn = json.path("arn").asText();
    String account = json.path("account").asText();
    return switch (json.get("type").asText()) {
      case "user" -> new Caller.User(arn, account);
      case "role-session" -> new Caller.RoleSession(arn, account, json.get("parentArn").asText());
      case "federated-user" ->
          new Caller.FederatedUser(arn, account, json.get("parentArn").asText());
      case "root" -> new Caller.Root(account);
      case "service" -> new Caller.Service(json.get("service").asText());
      case "federated" -> new Caller.Federated(json.get("provider").asText());
      default -> new Caller.Anonymous();
    };
  }

  private static Policies policies(JsonNode json) {
    Policies.Builder builder = Policies.builder();
    json.path("identity").forEach(it -> builder.identity(compile(it, PolicyType.IDENTITY)));
    if (json.has("boundary")) {
      builder.boundary(compile(json.get("boundary"), PolicyType.BOUNDARY));
    }
    if (json.has("session")) {
      builder.session(compile(json.get("session"), PolicyType.SESSION));
    }
    if (json.has("resource")) {
      builder.resource(compile(json.get("resource"), PolicyType.RESOURCE));
    }
    if (json.has("trust")) {
      builder.trust(compile(json.get("trust"), PolicyType.TRUST));
    }
    return builder.build();
  }

  private static CompiledPolicy compile(JsonNode document, PolicyType type) {
    return CompiledPolicy.compile("case", PolicyReader.read(document.toString(), type));
  }

  private static String verdict(Decision decision) {
    if (decision instanceof Decision.Allowed) {
      return "ALLOW";
    }
    return decision instanceof Decision.ExplicitlyDenied ? "EXPLICIT_DENY" : "IMPLICIT_DENY";
  }

  /**
   * The accepted ones may only grow in number: who was told once that a document is fine relies on
   * it.
   */
  @ParameterizedTest
  @MethodSource("documents")
  void readsDocumentsAsAws(JsonNode it) {
    PolicyType type = PolicyType.valueOf(it.get("policyType").asText().toUpperCase(Locale.ROOT));
    String text = it.get("document").asText();
    String expected = it.get("expected").asText();
    try {
      String written = PolicyWriter.write(PolicyReader.read(text, type));
      assertEquals("VALID", expected, it::toString);
      assertEquals(PolicyReader.read(text, type), PolicyReader.read(written, type));
    } catch (MalformedPolicyException e) {
      assertEquals("MALFORMED", expected, () -> it + " " + e.getMessage());
    }
  }
}
