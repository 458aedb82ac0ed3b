package io.sallyport.identity;

import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.policy.MalformedPolicyException;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.json.PolicyReader;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The policies that are part of a role or user, as they were submitted, by name. Immutable.
 *
 * @param texts each policy's document
 */
public record InlinePolicies(SortedMap<PolicyName, String> texts) {
  /** No policies. */
  public static final InlinePolicies NONE = new InlinePolicies(new TreeMap<>());

  public InlinePolicies {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /**
   * These policies and this one, which takes the place of one of the same name.
   *
   * @param maxLength how many characters, white space aside, all may have together
   * @throws MalformedPolicyDocumentException if the document is not a valid identity policy
   * @throws LimitExceededException if all together become longer
   */
  public InlinePolicies with(PolicyName name, String document, int maxLength) {
    validate(document, PolicyType.IDENTITY);
    SortedMap<PolicyName, String> changed = new TreeMap<>(texts);
    changed.put(name, document);
    long length = changed.values().stream().mapToLong(InlinePolicies::length).sum();
    if (length > maxLength) {
      throw new LimitExceededException(
          "the inline policies have " + length + " characters together, more than " + maxLength);
    }
    return new InlinePolicies(changed);
  }

  /**
   * These policies without this one.
   *
   * @throws NoSuchEntityException if it isn't there
   */
  public InlinePolicies without(PolicyName name) {
    get(name);
    SortedMap<PolicyName, String> changed = new TreeMap<>(texts);
    changed.remove(name);
    return new InlinePolicies(changed);
  }

  /**
   * A policy's document.
   *
   * @throws NoSuchEntityException if it isn't there
   */
  public String get(PolicyName name) {
    String text = texts.get(name);
    if (text == null) {
      throw new NoSuchEntityException("the policy", name.value());
    }
    return text;
  }

  public boolean isEmpty() {
    return texts.isEmpty();
  }

  /** The documents by the policies' names. */
  public Map<String, String> byName() {
    Map<String, String> names = new TreeMap<>();
    texts.forEach((name, text) -> names.put(name.value(), text));
    return names;
  }

  /**
   * Refuses a document that is not a policy of this type.
   *
   * @throws MalformedPolicyDocumentException with every problem of the document
   */
  public static void validate(String document, PolicyType type) {
    try {
      PolicyReader.read(document, type);
    } catch (MalformedPolicyException e) {
      throw new MalformedPolicyDocumentException(String.valueOf(e.getMessage()));
    }
  }

  /** A document's length as AWS counts it, without white space. */
  public static long length(String document) {
    return document.codePoints().filter(c -> !Character.isWhitespace(c)).count();
  }
}
