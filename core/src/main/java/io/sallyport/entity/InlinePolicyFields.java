package io.sallyport.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.PolicyName;
import java.util.SortedMap;
import java.util.TreeMap;

/** Inline policies as JSON: each is a field. */
final class InlinePolicyFields {
  private InlinePolicyFields() {}

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is anything else: no policy, a Deny perhaps, gets lost
   */
  static InlinePolicies read(JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("policies are an object");
    }
    SortedMap<PolicyName, String> texts = new TreeMap<>();
    json.properties()
        .forEach(field -> texts.put(new PolicyName(field.getKey()), text(field.getValue())));
    return new InlinePolicies(texts);
  }

  private static String text(JsonNode policy) {
    if (!policy.isTextual()) {
      throw new IllegalArgumentException("a policy is a text");
    }
    return policy.asText();
  }

  static void write(InlinePolicies policies, ObjectNode json) {
    policies.texts().forEach((name, text) -> json.put(name.value(), text));
  }
}
