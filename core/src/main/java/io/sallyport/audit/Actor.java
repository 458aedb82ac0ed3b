package io.sallyport.audit;

import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.policy.source.Printable;
import java.util.Optional;

/**
 * Who did something, and from where, as far as is known. Immutable.
 *
 * @param principal the caller's ARN, or {@code anonymous}, or {@code host} for what the host did by
 *     itself
 * @param accessKeyId the access key that it signed with, once that was proven
 * @param sessionId the id of its session, by which that can be revoked
 * @param origin who began the session, or the first of those that it descends from: {@code USER}
 *     and the user's id, {@code ROOT} and the account, or {@code SUBJECT}, the ARN of a provider
 *     and its name for who it is. So it is named when it is revoked
 * @param sourceIdentity whom the session is for
 * @param requestId what the host calls the request: {@link
 *     io.sallyport.http.RequestHead.Builder#requestId}
 * @param address the remote address
 * @param userAgent what the client calls itself, at most 256 characters, with escapes for what
 *     can't be seen
 */
public record Actor(
    String principal,
    Optional<AccessKeyId> accessKeyId,
    Optional<String> sessionId,
    Optional<String> origin,
    Optional<SourceIdentity> sourceIdentity,
    Optional<String> requestId,
    Optional<String> address,
    Optional<String> userAgent) {
  private static final int LONGEST = 256;

  /** The host itself, of whose own calls nothing is asked. */
  public static final Actor HOST = named("host");

  public Actor {
    userAgent =
        userAgent
            .map(agent -> agent.substring(0, Math.min(agent.length(), LONGEST)))
            .map(Printable::of);
  }

  /** Somebody of whom no more is known than what they are called. */
  public static Actor named(String principal) {
    return new Actor(
        principal,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, from an address. */
  public Actor from(String newAddress) {
    return new Actor(
        principal,
        accessKeyId,
        sessionId,
        origin,
        sourceIdentity,
        requestId,
        Optional.of(newAddress),
        userAgent);
  }

  /** Principal and address, with the session if there is one, and the request. */
  @Override
  public String toString() {
    return principal
        + sessionId.map(id -> " in session " + id).orElse("")
        + sourceIdentity.map(who -> " for " + who).orElse("")
        + address.map(from -> " from " + from).orElse("")
        + userAgent.map(agent -> " by \"" + agent + "\"").orElse("")
        + requestId.map(id -> " in request " + id).orElse("");
  }
}
