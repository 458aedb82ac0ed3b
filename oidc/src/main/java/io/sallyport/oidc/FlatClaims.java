package io.sallyport.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Claims as names with values. A claim of the token has its own name; what is inside another has
 * its JSON Pointer, which begins with a slash, and so has a claim whose own name does: two
 * different claims never get one name.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>
 */
final class FlatClaims {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private FlatClaims() {}

  static Map<String, List<String>> of(ObjectNode claims) {
    FlatClaims flat = new FlatClaims();
    for (Map.Entry<String, JsonNode> claim : claims.properties()) {
      String pointer = pointer("", claim.getKey());
      String name = claim.getKey().startsWith("/") ? pointer : claim.getKey();
      flat.add(name, pointer, claim.getValue());
    }
    return flat.values;
  }

  private void add(String name, String pointer, JsonNode value) {
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        String inner = pointer(pointer, member.getKey());
        add(inner, inner, member.getValue());
      }
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        boolean nested = value.get(i).isContainerNode();
        String inner = pointer(pointer, Integer.toString(i));
        add(nested ? inner : name, inner, value.get(i));
      }
    } else if (!value.isNull()) {
      values.computeIfAbsent(name, absent -> new ArrayList<>()).add(value.asText());
    }
  }

  private static String pointer(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
