package io.sallyport.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.error.InvalidIdentityTokenException;
import io.sallyport.error.InvalidIdentityTokenException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Claims as names with values. A claim of the token has its own name; what is inside another has
 * its JSON Pointer, which begins with a slash, and so has a claim whose own name does: two
 * different claims never get one name. A number is written out, exactly.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>
 */
final class FlatClaims {
  /** Of all names together: a long one repeats in each pointer to what is inside it. */
  private static final int MOST_CHARACTERS = 64 * 1024;

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private int characters;

  private FlatClaims() {}

  /**
   * The claims.
   *
   * @throws InvalidIdentityTokenException if their names are longer, together, than an honest
   *     token's are
   */
  static Map<String, List<String>> of(ObjectNode claims) {
    FlatClaims flat = new FlatClaims();
    for (Map.Entry<String, JsonNode> claim : claims.properties()) {
      String name = claim.getKey();
      if (name.startsWith("/") || claim.getValue().isContainerNode()) {
        String pointer = flat.pointer("", name);
        flat.add(name.startsWith("/") ? pointer : name, pointer, claim.getValue());
      } else if (!claim.getValue().isNull()) { // Names alone fill no token.
        flat.values.put(name, List.of(text(claim.getValue())));
      }
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
        String inner = nested ? pointer(pointer, Integer.toString(i)) : name;
        add(inner, inner, value.get(i));
      }
    } else if (!value.isNull()) {
      values.computeIfAbsent(name, absent -> new ArrayList<>()).add(text(value));
    }
  }

  private String pointer(String parent, String name) {
    String pointer = parent + "/" + escaped(name);
    characters += pointer.length();
    if (characters > MOST_CHARACTERS) {
      throw new InvalidIdentityTokenException(Reason.MALFORMED);
    }
    return pointer;
  }

  private static String escaped(String name) {
    return name.indexOf('~') < 0 && name.indexOf('/') < 0
        ? name
        : name.replace("~", "~0").replace("/", "~1");
  }

  private static String text(JsonNode value) {
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
  }
}
