package io.sallyport.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  private static final String CASE =
      """
      {"id": "1", "request": {"principal": {"type": "user", "arn": "arn:aws:iam::1:user/a", \
      "account": "1"}, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k", \
      "resourceAccount": "1", "context": {"aws:TagKeys": ["x", "y"]}, \
      "multivalued": ["aws:TagKeys"]}, "policies": {"identity": [%s], "session": %s}}
      """;
  private static final String ALLOW =
      "{\"Statement\": {\"Sid\": \"s\", \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}";

  private static String run(String input, String... arguments) {
    return Cli.alone().reading(input).ok(arguments).out();
  }

  @Test
  void simulateAnswersEveryLineInOrder() throws JsonProcessingException {
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
  void whatAnIdHoldsMovesNoCursor() {
    String line = "{\"id\": \"\u009b31m\u202e\", \"kind\": \"nonsense\"}\n";
    String answer = run(line, "policy", "simulate", "--cases", "-");
    assertTrue(answer.contains("\\u009b31m\\u202e"), answer);
  }

  @Test
  void simulateExplainsIfAsked() throws JsonProcessingException {
    String answer =
        run(CASE.formatted(ALLOW, "null"), "policy", "simulate", "--cases", "-", "--explain");
    JsonNode json = new ObjectMapper().readTree(answer);
    assertEquals("applies", json.at("/explanation/layers/0/statements/0/outcome").asText());
  }

  @Test
  void explainTellsWhy() {
    String answer = run(CASE.formatted(ALLOW, "null"), "policy", "explain", "-");
    assertTrue(answer.contains("allowed by statement 0 \"s\" of identity policy"), answer);
  }

  @Test
  void lintFindsAndCounts() {
    assertEquals("", run(ALLOW, "policy", "lint", "-"));
    String odd = ALLOW.replace("\"*\", \"R", "\"s3:x\", \"R");
    Cli.Run found = Cli.alone().reading(odd).run("policy", "lint", "-");
    assertTrue(found.out().contains("no action"), found.out());
    assertEquals("sallyport: findings: 1\n", found.err());
    assertEquals(1, found.status());
  }

  @Test
  void whatIsNoPolicyIsSaidInOneLine() {
    Cli.Run malformed = Cli.alone().reading("{}").run("policy", "lint", "-", "--type", "trust");
    assertTrue(malformed.failed(1).contains("malformed"), malformed.err());
    Cli.Run unknown = Cli.alone().reading("{}").run("policy", "lint", "-", "--type", "odd");
    assertEquals("sallyport: no policy is of the type 'odd'", unknown.failed(2));
    assertTrue(
        Cli.alone().reading("{}").run("policy", "explain", "-").failed(1).contains("request"));
    assertEquals(
        "sallyport: /nowhere/cases: no such file",
        Cli.alone().run("policy", "simulate", "--cases", "/nowhere/cases").failed(1));
  }
}
