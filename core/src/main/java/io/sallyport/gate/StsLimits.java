package io.sallyport.gate;

import io.sallyport.error.ThrottlingException;
import io.sallyport.journal.AddressBlock;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.Principal;
import io.sallyport.principal.SessionDetails;
import java.util.Optional;

/**
 * How often somebody may call STS. Callers are counted once they are proven, so that nobody can use
 * up another's calls: a user by itself, a session with all that it began (what a user begins may be
 * in other hands); who proves nothing, by address. Neither counts against the other. Thread-safe.
 *
 * @param callers of those who are proven
 * @param addresses of all others
 */
public record StsLimits(Optional<RateLimit> callers, Optional<RateLimit> addresses) {

  /**
   * Counts a call.
   *
   * @throws ThrottlingException if it is one too many
   */
  public void count(Principal caller, RequestContext facts) {
    boolean lets =
        caller instanceof Anonymous
            ? addresses.map(limit -> limit.lets(address(facts))).orElse(true)
            : callers.map(limit -> limit.lets(name(caller))).orElse(true);
    if (!lets) {
      throw new ThrottlingException();
    }
  }

  private static String name(Principal caller) {
    return caller
        .session()
        .map(StsLimits::eldest)
        .orElseGet(() -> caller.account() + " " + caller.userId());
  }

  /** The session that a session descends from. */
  private static String eldest(SessionDetails session) {
    return session.lineage().marks().stream()
        .filter(mark -> mark.kind() == Lineage.Kind.SESSION)
        .reduce((later, earlier) -> earlier)
        .map(Lineage.Mark::name)
        .orElse(session.id());
  }

  /** Requests whose host tells no address are counted together. */
  private static String address(RequestContext facts) {
    return facts.known("aws:SourceIp").stream().findFirst().map(AddressBlock::of).orElse("");
  }
}
