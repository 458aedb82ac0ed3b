package io.sallyport.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.error.UnavailableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The fields of a JSON object. Each that is asked for must be there, and of its kind: what is
 * absent is never read as nothing, as zero, or as no limit.
 */
public class Fields {
  /** Keeps no name it has read: a document may have been anybody's. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String what;
  private final ObjectNode json;

  Fields(String what, ObjectNode json) {
    this.what = what;
    this.json = json;
  }

  /**
   * Reads a JSON object.
   *
   * @param what names it, for the error
   */
  public static Fields parse(String text, String what) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node instanceof ObjectNode object) {
        return new Fields(what, object);
      }
      throw unreadable(what, new IllegalStateException("it is no JSON object"));
    } catch (JsonProcessingException e) {
      // Without Jackson's message, which may repeat what it read: that may be a secret.
      String place =
          "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
      throw unreadable(what, new IllegalStateException("it is not JSON, at " + place));
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** All that was read, to be changed only by who owns it. */
  public ObjectNode json() {
    return json;
  }

  /** The names of all the fields. */
  public List<String> names() {
    return json.properties().stream().map(field -> field.getKey()).toList();
  }

  public String text(String field) {
    return value(field, JsonNode::isTextual, "text").asText();
  }

  public boolean flag(String field) {
    return value(field, JsonNode::isBoolean, "true or false").asBoolean();
  }

  /** A whole number. */
  public long number(String field) {
    return value(field, node -> node.isIntegralNumber() && node.canConvertToLong(), "whole number")
        .asLong();
  }

  /** A moment as text, like 2026-01-31T12:00:00Z. */
  public Instant instant(String field) {
    try {
      return Instant.parse(text(field));
    } catch (DateTimeException e) {
      throw without(field, "moment");
    }
  }

  /** A moment in whole seconds since 1970. */
  public Instant second(String field) {
    try {
      return Instant.ofEpochSecond(number(field));
    } catch (DateTimeException e) {
      throw without(field, "moment");
    }
  }

  /** An array of texts. */
  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array(field)) {
      if (!text.isTextual()) {
        throw without(field, "array of texts");
      }
      texts.add(text.asText());
    }
    return List.copyOf(texts);
  }

  /** An object whose every field is a text. */
  public SortedMap<String, String> textsByName(String field) {
    Fields object = object(field);
    SortedMap<String, String> texts = new TreeMap<>();
    object.names().forEach(name -> texts.put(name, object.text(name)));
    return texts;
  }

  /** An object. */
  public Fields object(String field) {
    JsonNode object = value(field, JsonNode::isObject, "object");
    return new Fields(what + ", in \"" + field + "\"", (ObjectNode) object);
  }

  /** An array of objects. */
  public List<Fields> objects(String field) {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode object : array(field)) {
      if (!object.isObject()) {
        throw without(field, "array of objects");
      }
      objects.add(new Fields(what + ", in \"" + field + "\"", (ObjectNode) object));
    }
    return List.copyOf(objects);
  }

  private JsonNode array(String field) {
    return value(field, JsonNode::isArray, "array");
  }

  private JsonNode value(String field, Predicate<JsonNode> kind, String named) {
    JsonNode value = json.get(field);
    if (value == null || !kind.test(value)) {
      throw without(field, named);
    }
    return value;
  }

  private UnavailableException without(String field, String kind) {
    return unreadable(what, new IllegalStateException("it has no " + kind + " \"" + field + "\""));
  }

  /** The cause is for a log: what callers are told names neither the document nor what it says. */
  static UnavailableException unreadable(String what, RuntimeException cause) {
    return new UnavailableException(
        new IllegalStateException("the document " + what + " can't be read", cause));
  }
}
