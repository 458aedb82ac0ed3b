package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Fields;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.policy.PolicyType;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields that every user, group and role has: {@code policies}, an object in which each inline
 * policy is a field; {@code attached}, ARNs; {@code boundary}, an ARN, or empty if there is none;
 * {@code tags}, pairs.
 */
final class HoldingsFields {
  private static final String POLICIES = "policies";
  private static final String ATTACHED = "attached";
  private static final String BOUNDARY = "boundary";
  private static final String TAGS = "tags";

  private HoldingsFields() {}

  /** Reads what {@link #write} wrote; anything else can't be read: no Deny and no limit is lost. */
  static Holdings read(Fields json) {
    return new Holdings(
        inline(json),
        json.texts(ATTACHED).stream().map(PolicyArn::new).toList(),
        Optional.of(json.text(BOUNDARY)).filter(arn -> !arn.isEmpty()).map(PolicyArn::new),
        tags(json));
  }

  static void write(Holdings holdings, ObjectNode json) {
    ObjectNode fields = json.putObject(POLICIES);
    holdings.inline().texts().forEach((name, text) -> fields.put(name.value(), text.text()));
    ArrayNode attached = json.putArray(ATTACHED);
    holdings.attached().forEach(arn -> attached.add(arn.value()));
    json.put(BOUNDARY, holdings.boundary().map(PolicyArn::value).orElse(""));
    writeTags(holdings.tags(), json);
  }

  static Tags tags(Fields json) {
    List<Fields> pairs = json.objects(TAGS);
    return new Tags(
        pairs.stream().map(pair -> new Tag(pair.text("key"), pair.text("value"))).toList());
  }

  static void writeTags(Tags tags, ObjectNode json) {
    ArrayNode pairs = json.putArray(TAGS);
    tags.pairs().forEach(tag -> pairs.addObject().put("key", tag.key()).put("value", tag.value()));
  }

  private static InlinePolicies inline(Fields json) {
    SortedMap<PolicyName, PolicyText> texts = new TreeMap<>();
    json.textsByName(POLICIES)
        .forEach(
            (name, text) ->
                texts.put(new PolicyName(name), PolicyText.kept(text, PolicyType.IDENTITY)));
    return new InlinePolicies(texts);
  }
}
