package io.sallyport.principal;

import io.sallyport.error.LimitExceededException;
import java.util.List;
import java.util.stream.Stream;

/**
 * By what a session can be revoked: by itself, by its role, by who began it and by whom it is for;
 * and by all that the session that began it can be revoked by. Immutable.
 */
public record Lineage(List<Mark> marks) {
  /** Of no session at all. */
  public static final Lineage NONE = new Lineage(List.of());

  /** What is looked at for each request is bounded. */
  private static final int MOST = 64;

  /** What a session is revoked by. */
  public enum Kind {
    /** The id of the session. */
    SESSION,
    /** The id of its role. */
    ROLE,
    /** The id of the user who began it. */
    USER,
    /** The source identity. */
    SOURCE_IDENTITY,
    /** The ARN of the provider by whose word the session began. */
    PROVIDER,
    /** The ARN of that provider, and its name for whose session it is. */
    SUBJECT
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

  /**
   * This one's, and those of the session that began it.
   *
   * @throws LimitExceededException if it descends from too many
   */
  public Lineage descending(Lineage parent) {
    List<Mark> all =
        Stream.concat(marks.stream(), parent.marks.stream().filter(mark -> !marks.contains(mark)))
            .toList();
    if (all.size() > MOST) {
      throw new LimitExceededException("the session would descend from too many others");
    }
    return new Lineage(all);
  }
}
