package io.sallyport.identity;

import static java.util.Objects.requireNonNull;

import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every user, group and role may hold. Immutable.
 *
 * @param inline the policies that are part of it
 * @param attached the managed policies that are attached to it, in the order that they came
 * @param boundary what it may do at most; empty if nothing limits it
 */
public record Holdings(
    InlinePolicies inline, List<PolicyArn> attached, Optional<PolicyArn> boundary, Tags tags) {
  /** Nothing. */
  public static final Holdings NONE =
      new Holdings(InlinePolicies.NONE, List.of(), Optional.empty(), Tags.NONE);

  public Holdings {
    requireNonNull(inline, "inline");
    requireNonNull(attached, "attached");
    requireNonNull(boundary, "boundary");
    requireNonNull(tags, "tags");
    attached = List.copyOf(attached);
  }

  public Holdings withInline(InlinePolicies policies) {
    return new Holdings(policies, attached, boundary, tags);
  }

  /**
   * With one more managed policy attached.
   *
   * @throws LimitExceededException if there are as many as there may be
   */
  public Holdings attaching(PolicyArn policy) {
    if (attached.size() >= EntityPolicies.MAX_ATTACHED) {
      throw new LimitExceededException(
          "there are " + attached.size() + " attached policies already, as many as there may be");
    }
    List<PolicyArn> more = new ArrayList<>(attached);
    more.add(policy);
    return new Holdings(inline, more, boundary, tags);
  }

  /**
   * Without a managed policy.
   *
   * @throws NoSuchEntityException if it isn't attached
   */
  public Holdings detaching(PolicyArn policy) {
    List<PolicyArn> fewer = new ArrayList<>(attached);
    if (!fewer.remove(policy)) {
      throw new NoSuchEntityException("the attached policy", policy.value());
    }
    return new Holdings(inline, fewer, boundary, tags);
  }

  public Holdings withBoundary(Optional<PolicyArn> policy) {
    return new Holdings(inline, attached, policy, tags);
  }

  public Holdings withTags(Tags newTags) {
    return new Holdings(inline, attached, boundary, newTags);
  }

  /** Whether it has policies, be they its own or attached. */
  public boolean hasPolicies() {
    return !inline.isEmpty() || !attached.isEmpty();
  }
}
