package io.sallyport.gate;

import io.sallyport.audit.Actor;
import io.sallyport.journal.Journal;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decisions that a journal is told of. Of one thread. */
final class NotedDecisions implements Decisions {
  private final Decisions decisions;
  private final Journal journal;
  private final Instant now;
  private final Principal principal;
  private final Supplier<Actor> whom;

  /** Who asks, found out for the first decision that is heard of, and for no more. */
  private @Nullable Actor actor;

  NotedDecisions(
      Decisions decisions,
      Journal journal,
      Instant now,
      Principal principal,
      Supplier<Actor> whom) {
    this.decisions = decisions;
    this.journal = journal;
    this.now = now;
    this.principal = principal;
    this.whom = whom;
  }

  @Override
  public Decision decide(String action, String resource, Target target, RequestContext own) {
    Decision decision = decisions.decide(action, resource, target, own);
    journal.decided(now, principal, this::actor, action, resource, decision, Optional::empty);
    return decision;
  }

  private Actor actor() {
    Actor known = actor;
    if (known == null) {
      known = whom.get();
      actor = known;
    }
    return known;
  }
}
