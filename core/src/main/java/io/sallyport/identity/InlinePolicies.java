package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.policy.Leniency;
import io.sallyport.policy.PolicyType;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The policies that are part of a role or user, by name. Immutable.
 *
 * @param texts each policy's document
 */
public record InlinePolicies(SortedMap<PolicyName, PolicyText> texts) {
  /** No policies. */
  public static final InlinePolicies NONE = new InlinePolicies(new TreeMap<>());

  public InlinePolicies {
    requireNonNull(texts, "texts");
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    if (texts.values().stream().anyMatch(text -> text.type() != PolicyType.IDENTITY)) {
      throw new IllegalArgumentException("an inline policy is an identity policy");
    }
  }

  /**
   * These policies and this one, which takes the place of one of the same name.
   *
   * @param maxLength how many characters, white space aside, all may have together
   * @param leniencies what may pass in it although AWS refuses it
   * @throws MalformedPolicyDocumentException if the document is not a valid identity policy
   * @throws LimitExceededException if all together become longer
   */
  public InlinePolicies with(
      PolicyName name, String document, int maxLength, Set<Leniency> leniencies) {
    requireNonNull(name, "name");
    requireNonNull(document, "document");
    requireNonNull(leniencies, "leniencies");
    SortedMap<PolicyName, PolicyText> changed = new TreeMap<>(texts);
    changed.put(name, PolicyText.submitted(document, PolicyType.IDENTITY, maxLength, leniencies));
    long length = changed.values().stream().mapToLong(PolicyText::length).sum();
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
    requireNonNull(name, "name");
    get(name);
    SortedMap<PolicyName, PolicyText> changed = new TreeMap<>(texts);
    changed.remove(name);
    return new InlinePolicies(changed);
  }

  /**
   * A policy's document.
   *
   * @throws NoSuchEntityException if it isn't there
   */
  public PolicyText get(PolicyName name) {
    requireNonNull(name, "name");
    PolicyText text = texts.get(name);
    if (text == null) {
      throw new NoSuchEntityException("the policy", name.value());
    }
    return text;
  }

  public boolean isEmpty() {
    return texts.isEmpty();
  }
}
