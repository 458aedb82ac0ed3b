package io.sallyport.example.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;

/** Other shapes of the same JSON. */
final class Json {
  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The fields that have another name, under it and in this order. */
  static ObjectNode renamed(JsonNode object, Map<String, String> names) {
    ObjectNode renamed = object();
    names.forEach(
        (from, to) -> {
          if (object.has(from)) {
            renamed.set(to, object.get(from));
          }
        });
    return renamed;
  }

  /** A list of other things. */
  static ArrayNode each(JsonNode list, Function<JsonNode, JsonNode> change) {
    ArrayNode changed = JsonNodeFactory.instance.arrayNode();
    list.forEach(member -> changed.add(change.apply(member)));
    return changed;
  }
}
