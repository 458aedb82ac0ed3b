package io.sallyport.oidc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads JSON that can be read in one way only: UTF-8 without a byte order mark, no name twice, be
 * it in other case, no name with characters that can't be seen, nothing behind the object, nothing
 * deep, no number past what others compute with. Keeps none of the names that it reads.
 */
final class StrictJson {
  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 32;

  /** Past it a double is infinite, or nothing; and to write such a number out takes gigabytes. */
  private static final int MOST_ZEROS = 300;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private StrictJson() {}

  /** The object that the bytes are; empty if they are anything else. */
  static Optional<ObjectNode> object(byte[] utf8) {
    if (isAscii(utf8)) {
      return object(new String(utf8, StandardCharsets.ISO_8859_1));
    }
    try {
      return object(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The object that the text is; empty if it is anything else. */
  static Optional<ObjectNode> object(String text) {
    if (text.startsWith("\uFEFF")) {
      return Optional.empty();
    }
    try {
      return MAPPER.readTree(text) instanceof ObjectNode object && isClear(object)
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonProcessingException | NumberFormatException e) { // Exponents of 11 digits.
      return Optional.empty();
    }
  }

  private static boolean isClear(JsonNode node) {
    if (node instanceof ObjectNode object && !hasClearNames(object)) {
      return false;
    }
    if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > MOST_ZEROS) {
      return false;
    }
    if (node.isTextual()) {
      return !Names.isBroken(node.textValue());
    }
    for (JsonNode inner : node) {
      if (!isClear(inner)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasClearNames(ObjectNode object) {
    boolean areFolded = true;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String name = member.getKey();
      if (!Names.isPlain(name)) {
        return false;
      }
      areFolded &= Names.folded(name).equals(name);
    }
    return areFolded || areToldApart(object); // None is there twice as it stands.
  }

  private static boolean areToldApart(ObjectNode object) {
    Set<String> folded = new HashSet<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!folded.add(Names.folded(member.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(byte[] bytes) {
    int seen = 0;
    for (byte each : bytes) {
      seen |= each;
    }
    return seen >= 0;
  }
}
