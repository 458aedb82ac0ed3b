package io.sallyport.simulation;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.InvalidInputException;
import java.util.List;
import java.util.Set;

/**
 * A condition key that a simulated request has.
 *
 * @param type what its values are, as AWS calls it: {@code string}, {@code numericList}…; only a
 *     list is a multi-valued key
 */
public record ContextEntry(String key, String type, List<String> values) {
  private static final String LIST = "List";
  private static final Set<String> KINDS =
      Set.of("string", "numeric", "boolean", "ip", "binary", "date");

  public ContextEntry {
    requireNonNull(key, "key");
    requireNonNull(type, "type");
    requireNonNull(values, "values");
    values = List.copyOf(values);
    String kind = type.endsWith(LIST) ? type.substring(0, type.length() - LIST.length()) : type;
    if (!KINDS.contains(kind)) {
      throw new InvalidInputException(
          "ContextKeyType", type, "one of " + KINDS + ", or such a List");
    }
    if (key.length() < 5 || key.length() > 256) {
      throw new InvalidInputException("ContextKeyName", key, "of 5 to 256 characters");
    }
    if (!type.endsWith(LIST) && values.size() != 1) {
      throw new InvalidInputException(
          "ContextKeyValues", values.toString(), "one value, which a " + type + " has");
    }
  }

  /** A key with one value. */
  public static ContextEntry of(String key, String value) {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    return new ContextEntry(key, "string", List.of(value));
  }

  /** Whether the key is one that may have several values. */
  public boolean isMultivalued() {
    return type.endsWith(LIST);
  }
}
