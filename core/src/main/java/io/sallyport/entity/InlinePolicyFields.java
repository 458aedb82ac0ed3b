package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Fields;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import java.util.SortedMap;
import java.util.TreeMap;

/** The field {@code policies}: an object in which each inline policy is a field. */
final class InlinePolicyFields {
  private static final String POLICIES = "policies";

  private InlinePolicyFields() {}

  /** Reads what {@link #write} wrote; anything else can't be read: no Deny gets lost. */
  static InlinePolicies read(Fields json) {
    SortedMap<PolicyName, PolicyText> texts = new TreeMap<>();
    json.textsByName(POLICIES)
        .forEach(
            (name, text) ->
                texts.put(new PolicyName(name), PolicyText.kept(text, PolicyType.IDENTITY)));
    return new InlinePolicies(texts);
  }

  static void write(InlinePolicies policies, ObjectNode json) {
    ObjectNode fields = json.putObject(POLICIES);
    policies.texts().forEach((name, text) -> fields.put(name.value(), text.text()));
  }
}
