package io.sallyport.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private static final String CASE =
      """
      {"id": "1", "request": {"principal": {"type": "user", "arn": "arn:aws:iam::1:user/a", \
      "account": "1"}, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k", \
      "resourceAccount": "1", "context": {"aws:TagKeys": ["x", "y"]}, \
      "multivalued": ["aws:TagKeys"]}, "policies": {"identity": [%s], "session": %s}}
      """;
  private static final String ALLOW =
      "{\"Statement\": {\"Sid\": \"s\", \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}";

  private int status;

  private String run(String input, String... arguments) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      byte[] in = input.getBytes(StandardCharsets.UTF_8);
      status = new Main(new ByteArrayInputStream(in), out).run(List.of(arguments));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void simulateAnswersEveryLineInOrder() throws IOException {
    String lines =
        CASE.formatted(ALLOW, ALLOW)
            + "nonsense\n\n"
            + CASE.formatted("", "[]")
            + "{\"id\": 3, \"kind\": \"validate\", \"policyType\": \"trust\", \"document\": \"{}\"}\n"
            + CASE.formatted("{}", "[]");
    String[] answers = run(lines, "policy", "simulate", "--cases", "-").split("\n", -1);
    assertEquals(6, answers.length);
    JsonNode first = new ObjectMapper().readTree(answers[0]);
    assertEquals("ALLOW", first.get("verdict").asText());
    assertEquals("s", first.at("/statement/sid").asText());
    assertTrue(answers[1].contains("\"error\""), answers[1]);
    assertTrue(answers[2].contains("\"IMPLICIT_DENY\""), answers[2]);
    assertTrue(answers[3].startsWith("{\"id\":3,\"verdict\":\"MALFORMED\""), answers[3]);
    assertTrue(answers[4].contains("\"error\""), answers[4]);
  }

  @Test
  void simulateExplainsIfAsked() throws IOException {
    String answer =
        run(CASE.formatted(ALLOW, "null"), "policy", "simulate", "--cases", "-", "--explain");
    JsonNode json = new ObjectMapper().readTree(answer);
    assertEquals("applies", json.at("/explanation/layers/0/statements/0/outcome").asText());
  }

  @Test
  void explainTellsWhy() throws IOException {
    String answer = run(CASE.formatted(ALLOW, "null"), "policy", "explain", "-");
    assertTrue(answer.contains("allowed by statement 0 \"s\" of identity policy"), answer);
  }

  @Test
  void lintFindsAndCounts() throws IOException {
    assertEquals("", run(ALLOW, "policy", "lint", "-"));
    assertEquals(0, status);
    assertTrue(
        run(ALLOW.replace("\"*\", \"R", "\"s3:x\", \"R"), "policy", "lint", "-")
            .contains("no action"));
    assertEquals(1, status);
    assertTrue(run("{}", "policy", "lint", "-", "--type", "trust").contains("malformed"));
    assertEquals(2, status);
  }

  @Test
  void anythingElseShowsTheUsage() throws IOException {
    assertTrue(run("", "policy").contains("usage:"));
    assertEquals(2, status);
  }
}
