package io.sallyport.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
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
    SortedMap<PolicyName, PolicyText> texts = new TreeMap<>();
    json.properties()
        .forEach(field -> texts.put(new PolicyName(field.getKey()), text(field.getValue())));
    return new InlinePolicies(texts);
  }

  private static PolicyText text(JsonNode policy) {
    if (!policy.isTextual()) {
      throw new IllegalArgumentException("a policy is a text");
    }
    return PolicyText.kept(policy.asText(), PolicyType.IDENTITY);
  }

  static void write(InlinePolicies policies, ObjectNode json) {
    policies.texts().forEach((name, text) -> json.put(name.value(), text.text()));
  }
}
