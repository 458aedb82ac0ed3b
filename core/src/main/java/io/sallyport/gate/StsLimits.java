package io.sallyport.gate;

import io.sallyport.error.ThrottlingException;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.Principal;
import io.sallyport.principal.SessionDetails;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How often somebody may call STS. Callers are counted once they are proven, so that nobody can use
 * up another's calls: a user by itself, a session with all that it began; who proves nothing, by
 * address. Neither counts against the other. Thread-safe.
 *
 * @param callers of those who are proven
 * @param addresses of all others
 */
public record StsLimits(Optional<RateLimit> callers, Optional<RateLimit> addresses) {
  /** What one subscriber has of IPv6: a block of 64 bits. */
  private static final int BLOCK = 8;

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
    return facts.known("aws:SourceIp").stream().findFirst().map(StsLimits::block).orElse("");
  }

  private static String block(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress(); // Never a name, with a colon.
      return bytes.length > BLOCK
          ? HexFormat.of().formatHex(Arrays.copyOf(bytes, BLOCK))
          : HexFormat.of().formatHex(bytes);
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
