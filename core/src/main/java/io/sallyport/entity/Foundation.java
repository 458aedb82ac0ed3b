package io.sallyport.entity;

import io.sallyport.document.Documents;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.Tags;
import io.sallyport.policy.Leniency;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * What entities of every kind are kept with.
 *
 * @param tagging what becomes of the tags that are there and those that are given
 * @param pinning who the principals of policies are
 * @param neighbours whom a host has beside the users of the store
 * @param leniencies what may pass although AWS refuses it
 */
public record Foundation(
    Documents documents,
    RandomIds ids,
    Clock clock,
    BinaryOperator<Tags> tagging,
    Pinning pinning,
    Neighbours neighbours,
    Set<Leniency> leniencies) {

  /** With tags whose keys get more values, users of whom nothing is known, and no leniency. */
  public static Foundation of(Documents documents, RandomIds ids, Clock clock) {
    Pinning pinning =
        new Pinning(documents, Optional.of(id -> Optional.empty()), Pinning.Missing.REFUSED);
    return new Foundation(documents, ids, clock, Tags::adding, pinning, Neighbours.NONE, Set.of());
  }

  /** What time it is, to the second. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
