package io.sallyport.policy;

import java.util.List;

/** One key of a condition, and the values it is compared with; numbers and booleans as text. */
public record ConditionKey(String key, List<String> values) {

  /** Copies the values. */
  public ConditionKey {
    values = List.copyOf(values);
  }
}
