package io.sallyport.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.UnavailableException;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Entry;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * An entry read as JSON. Fields that this version doesn't know stay in {@link #json()}, so they
 * survive a write. A document that can't be read is as good as a store that can't be asked: nothing
 * is granted on it.
 *
 * @param json a copy that the caller may change
 */
public record Document(Entry entry, ObjectNode json) {
  /**
   * The only schema that this version can read. A version that adds a field keeps the number only
   * if who doesn't know the field may do without it: one that restricts anybody raises it.
   */
  private static final int SCHEMA = 1;

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

  /** Reads an entry. */
  public static Document of(Entry entry) {
    ObjectNode json = parse(entry.value().text(), entry.key().toString());
    if (json.path("schema").asInt() != SCHEMA) {
      throw unreadable(entry.key().toString(), "its schema is not " + SCHEMA);
    }
    return new Document(entry, json);
  }

  /** A new document, empty but for its schema. */
  public static ObjectNode create() {
    return MAPPER.createObjectNode().put("schema", SCHEMA);
  }

  /** Reads a JSON object. */
  public static ObjectNode parse(String text, String what) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw unreadable(what, "it is no JSON object");
    } catch (JsonProcessingException e) {
      // Without the cause: Jackson's message may repeat what it read.
      throw unreadable(what, "it is not JSON");
    }
  }

  /**
   * A document's bytes.
   *
   * @throws LimitExceededException if there are more than a store takes
   */
  public static Bytes bytes(ObjectNode json) {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > Bytes.MAX_LENGTH) {
      throw new LimitExceededException(
          "white space included, there are "
              + bytes.length
              + " bytes to keep, more than "
              + Bytes.MAX_LENGTH);
    }
    return Bytes.of(bytes);
  }

  /** An object of what the document says; a document that says it wrongly can't be read. */
  public <T> T read(Function<Document, T> reader) {
    try {
      return reader.apply(this);
    } catch (UnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unreadable(entry.key().toString(), e.getClass().getSimpleName());
    }
  }

  /** A field that must be there. */
  public String text(String field) {
    JsonNode value = json.get(field);
    if (value == null || !value.isTextual()) {
      throw unreadable(entry.key().toString(), "it has no text \"" + field + "\"");
    }
    return value.asText();
  }

  private static UnavailableException unreadable(String what, String why) {
    return new UnavailableException(
        new IllegalStateException("the document " + what + " can't be read: " + why));
  }
}
