package io.sallyport.journal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts refusals, by who is refused: a flood of one hides nobody else's, and fills no disk.
 * Bounded, however many there are. Thread-safe; what {@link #counted} answers is for one thread.
 */
final class Floods {
  /** How many refusals of one are told in a period. */
  static final long TOLD = 100;

  static final Duration PERIOD = Duration.ofMinutes(1);

  private static final int MOST_ACTORS = 10_000;
  private static final Actor OTHERS = Actor.named("others");

  private final Clock clock;
  private final ConcurrentMap<Actor, Long> refusals = new ConcurrentHashMap<>();
  private Instant since;

  Floods(Clock clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  /** Who was refused, if an event is of a kind that anybody can cause as often as they like. */
  private static Optional<Actor> refused(AuditEvent event) {
    if (event instanceof AuditEvent.NotAuthenticated failed) {
      return Optional.of(failed.actor());
    }
    if (event instanceof AuditEvent.IdentityRefused token) {
      return Optional.of(token.actor());
    }
    if (event instanceof AuditEvent.Refused refused) {
      return Optional.of(refused.actor());
    }
    return event instanceof AuditEvent.Decided decided && !decided.decision().isAllowed()
        ? Optional.of(decided.actor())
        : Optional.empty();
  }

  static boolean isRefusal(AuditEvent event) {
    return refused(event).isPresent();
  }

  /** Whether an event is to be told; if not, it is a refusal, and counted. */
  boolean tells(AuditEvent event) {
    return refused(event).map(this::tells).orElse(true);
  }

  private boolean tells(Actor refused) {
    return refusals.merge(counted(refused), 1L, Long::sum) <= TOLD;
  }

  /** Whether a refusal of this one would be told; nothing is counted. */
  boolean wouldTell(Actor refused) {
    return refusals.getOrDefault(counted(refused), 0L) < TOLD;
  }

  private Actor counted(Actor refused) {
    Actor who = who(refused);
    return refusals.containsKey(who) || refusals.size() < MOST_ACTORS ? who : OTHERS;
  }

  /** What was counted in a period that is over. */
  List<AuditEvent> counted() {
    return clock.instant().isBefore(since.plus(PERIOD)) ? List.of() : rest();
  }

  /** What was counted until now. */
  List<AuditEvent> rest() {
    Instant now = clock.instant();
    List<AuditEvent> counts = new ArrayList<>();
    for (Actor who : refusals.keySet()) {
      Long count = refusals.remove(who);
      if (count != null && count > TOLD) {
        counts.add(new AuditEvent.Withheld(now, since, who, count - TOLD));
      }
    }
    since = now;
    return counts;
  }

  /**
   * Where none is proven, many are at one address, and one may have many names, or a block of
   * addresses; who has sessions chooses their names.
   */
  private static Actor who(Actor actor) {
    Actor bare = Actor.named(withoutSession(actor.principal()));
    return actor.principal().equals("anonymous")
        ? actor.address().map(AddressBlock::of).map(bare::from).orElse(bare)
        : bare;
  }

  private static String withoutSession(String principal) {
    boolean isSession =
        principal.contains(":assumed-role/") || principal.contains(":federated-user/");
    return isSession ? principal.substring(0, principal.lastIndexOf('/')) : principal;
  }
}
