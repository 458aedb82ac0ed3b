package io.sallyport.gate;

import io.sallyport.audit.Actor;
import io.sallyport.journal.Actors;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import org.jspecify.annotations.Nullable;

/** Who asks for a session, and what is known of the request. Of one thread. */
final class Asker {
  private final Principal caller;
  private final RequestContext facts;
  private @Nullable Actor actor;

  Asker(Principal caller, RequestContext facts) {
    this.caller = caller;
    this.facts = facts;
  }

  Principal caller() {
    return caller;
  }

  RequestContext facts() {
    return facts;
  }

  /** The caller, as events name it: found out for the first of them, and for no more. */
  Actor actor() {
    Actor known = actor;
    if (known == null) {
      known = Actors.of(caller, facts);
      actor = known;
    }
    return known;
  }
}
