package io.sallyport.principal;

import java.util.List;
import java.util.stream.Stream;

/**
 * By what a session can be revoked: by itself, by its role, by who began it and by whom it is for;
 * and by all that the session that began it can be revoked by. Immutable.
 */
public record Lineage(List<Mark> marks) {
  /** Of no session at all. */
  public static final Lineage NONE = new Lineage(List.of());

  /** What a session is revoked by. */
  public enum Kind {
    /** The id of the session. */
    SESSION,
    /** The id of its role. */
    ROLE,
    /** The ARN of who began it. */
    PRINCIPAL,
    /** The source identity. */
    SOURCE_IDENTITY
  }

  /**
   * One of them.
   *
   * @param epoch how many revocations were known when the session began: what is revoked later ends
   *     it, by whatever the clocks say
   */
  public record Mark(Kind kind, String name, long epoch) {}

  public Lineage {
    marks = List.copyOf(marks);
  }

  /** This one's, and those of the session that began it. */
  public Lineage descending(Lineage parent) {
    return new Lineage(
        Stream.concat(marks.stream(), parent.marks.stream().filter(mark -> !marks.contains(mark)))
            .toList());
  }
}
