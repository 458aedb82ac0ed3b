package io.sallyport.example.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Set;
import java.util.regex.Pattern;

/** Prints answers. What could move a terminal's cursor, or reverse its text, is escaped. */
record Printer(Format format, PrintStream out) {
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\n]]");

  /** The names of what holds a policy's text. */
  private static final Set<String> DOCUMENTS =
      Set.of("AssumeRolePolicyDocument", "Document", "PolicyDocument");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final ObjectWriter WRITER =
      JSON.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Spacing.AFTER)
                      .withObjectEmptySeparator("")
                      .withArrayEmptySeparator(""))
              .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

  static boolean isDocument(String name) {
    return DOCUMENTS.contains(name);
  }

  /** A text on one line, with nothing in it that can't be seen. */
  static String printable(String text) {
    return escaped(text).replace("\n", "\\u000a");
  }

  /** The same, with its line feeds. Where it is JSON, it stays the same JSON. */
  static String escaped(String text) {
    return UNPRINTABLE
        .matcher(text)
        .replaceAll(
            found -> {
              StringBuilder escape = new StringBuilder();
              found
                  .group()
                  .chars()
                  .forEach(unit -> escape.append("\\\\u").append("%04x".formatted(unit)));
              return escape.toString();
            });
  }

  /** Prints a command's answer, if it has one. */
  void print(Result result) {
    JsonNode answer = format == Format.AWS ? withDocuments(result.aws()) : result.seed();
    if (answer.isMissingNode()) {
      return;
    }
    if (answer.isTextual()) {
      out.println(printable(answer.asText()));
    } else if (format == Format.TABLE) {
      Table.of(answer).forEach(line -> out.println(line));
    } else {
      out.println(escaped(json(answer)));
    }
  }

  private static String json(JsonNode answer) {
    try {
      return WRITER.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** AWS's command line shows the policies in an answer as JSON, not as texts of it. */
  private static JsonNode withDocuments(JsonNode answer) {
    if (answer instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      object
          .properties()
          .forEach(
              field ->
                  copy.set(
                      field.getKey(),
                      isDocument(field.getKey())
                          ? document(field.getValue())
                          : withDocuments(field.getValue())));
      return copy;
    }
    if (answer instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      array.forEach(each -> copy.add(withDocuments(each)));
      return copy;
    }
    return answer;
  }

  private static JsonNode document(JsonNode text) {
    try {
      return JSON.readTree(text.asText());
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
