package io.sallyport.entity;

import io.sallyport.document.Documents;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.Tags;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BinaryOperator;

/**
 * What entities of every kind are kept with.
 *
 * @param tagging what becomes of the tags that are there and those that are given
 */
public record Foundation(
    Documents documents, RandomIds ids, Clock clock, BinaryOperator<Tags> tagging) {

  /** With tags whose keys get more values. */
  public static Foundation of(Documents documents, RandomIds ids, Clock clock) {
    return new Foundation(documents, ids, clock, Tags::adding);
  }

  /** What time it is, to the second. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
