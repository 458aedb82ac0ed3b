package io.sallyport.journal;

import io.sallyport.audit.AuditEvent.Actor;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.principal.SessionDetails;
import java.util.Optional;

/** Who did what is noted. */
public final class Actors {
  private Actors() {}

  /**
   * A caller.
   *
   * @param facts what is known of its request; no supplier is asked
   */
  public static Actor of(Principal caller, RequestContext facts) {
    Optional<SessionDetails> session = caller.session();
    return new Actor(
        caller.name(),
        session.map(SessionDetails::id),
        session.flatMap(SessionDetails::sourceIdentity),
        facts.known("aws:SourceIp").stream().findFirst(),
        facts.known("aws:UserAgent").stream().findFirst());
  }

  /** Who sent a request that doesn't prove it. */
  public static Actor unproven(RequestHead head) {
    return sending("anonymous", head);
  }

  /** Who sent a request with keys of its own. */
  public static Actor sending(Principal caller, RequestHead head) {
    return sending(caller.name(), head);
  }

  private static Actor sending(String principal, RequestHead head) {
    return new Actor(
        principal,
        Optional.empty(),
        Optional.empty(),
        head.remoteAddress(),
        head.header("user-agent"));
  }
}
