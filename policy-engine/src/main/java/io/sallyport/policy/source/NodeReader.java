package io.sallyport.policy.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.sallyport.policy.source.Node.Kind;
import io.sallyport.policy.source.Node.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads strict JSON into nodes that know their places; bounded in size and depth. */
public final class NodeReader {
  private static final int MAX_LENGTH = 256 * 1024;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER_LENGTH = 100;

  /** What Jackson says of itself behind a message. */
  private static final Pattern ASIDE =
      Pattern.compile("\\s*(?:\\((?:for|start marker|enable|or) |\\[Source|\\R).*", Pattern.DOTALL);

  /** Keeps no name it has read: names are of the caller's choosing, and without number. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_LENGTH)
                  .maxNameLength(MAX_LENGTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          .build();

  private NodeReader() {}

  /**
   * Reads a whole text.
   *
   * @throws NotJsonException if it isn't one JSON value within the bounds
   */
  public static Node read(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new NotJsonException(1, 1, "a document of at most " + MAX_LENGTH + " characters");
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new NotJsonException(1, 1, "a JSON object, and nothing was there");
      }
      Node root = value(parser);
      if (parser.nextToken() != null) {
        JsonLocation place = parser.currentTokenLocation();
        throw new NotJsonException(
            place.getLineNr(), place.getColumnNr(), "nothing after the document");
      }
      return root;
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      int line = place == null ? 1 : Math.max(1, place.getLineNr());
      int column = place == null ? 1 : Math.max(1, place.getColumnNr());
      throw new NotJsonException(line, column, expected(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String expected(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "JSON of at most %d levels, and numbers of at most %d characters"
          .formatted(MAX_DEPTH, MAX_NUMBER_LENGTH);
    }
    if (e instanceof JsonEOFException) {
      return "well-formed JSON, and not the end of the text";
    }
    return "well-formed JSON; "
        + Printable.of(ASIDE.matcher(e.getOriginalMessage()).replaceFirst(""));
  }

  private static Node value(JsonParser parser) throws IOException {
    JsonLocation place = parser.currentTokenLocation();
    int line = place.getLineNr();
    int column = place.getColumnNr();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return new Node(Kind.OBJECT, "", members(parser), List.of(), line, column);
    }
    if (token == JsonToken.START_ARRAY) {
      List<Node> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(parser));
      }
      return new Node(Kind.ARRAY, "", List.of(), items, line, column);
    }
    return new Node(scalar(token), parser.getText(), List.of(), List.of(), line, column);
  }

  private static List<Member> members(JsonParser parser) throws IOException {
    List<Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonLocation place = parser.currentTokenLocation();
      parser.nextToken();
      members.add(new Member(name, value(parser), place.getLineNr(), place.getColumnNr()));
    }
    return members;
  }

  private static Kind scalar(JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> Kind.STRING;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
      default -> Kind.NULL;
    };
  }
}
