package io.sallyport.journal;

import io.sallyport.audit.Actor;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.error.InvalidInputException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Lineage;
import io.sallyport.principal.Lineage.Mark;
import io.sallyport.principal.Principal;
import io.sallyport.principal.SessionDetails;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who did what is noted. */
public final class Actors {
  /** With what those facts begin, in lower case, that no policy is to ask for. */
  private static final String FOR_THE_LOG = "sallyport:";

  /** What the host calls a request, among the facts that are known of it. */
  public static final String REQUEST_ID = "sallyport:RequestId";

  /** The access key that a request is signed with, among the facts that are known of it. */
  public static final String ACCESS_KEY_ID = "sallyport:AccessKeyId";

  private static final Set<Lineage.Kind> BEGINNERS =
      Set.of(Lineage.Kind.USER, Lineage.Kind.ROOT, Lineage.Kind.SUBJECT);

  private Actors() {}

  /**
   * A caller.
   *
   * @param facts what is known of its request; no supplier is asked
   */
  public static Actor of(Principal caller, RequestContext facts) {
    return of(
        caller,
        known(ACCESS_KEY_ID, facts).flatMap(Actors::accessKeyId),
        known(REQUEST_ID, facts),
        known("aws:SourceIp", facts),
        known("aws:UserAgent", facts));
  }

  /** Who sent a request that is signed with this key, if it is signed. */
  public static Actor sending(Principal caller, Optional<AccessKeyId> key, RequestHead head) {
    return of(caller, key, head.requestId(), head.remoteAddress(), head.header("user-agent"));
  }

  private static Actor of(
      Principal caller,
      Optional<AccessKeyId> key,
      Optional<String> requestId,
      Optional<String> address,
      Optional<String> agent) {
    Optional<SessionDetails> session = caller.session();
    return new Actor(
        caller.name(),
        key,
        session.map(SessionDetails::id),
        session.flatMap(details -> origin(details.lineage())),
        session.flatMap(SessionDetails::sourceIdentity),
        requestId,
        address,
        agent);
  }

  /** A host may have told of one that is none; that refuses nobody. */
  private static Optional<AccessKeyId> accessKeyId(String told) {
    try {
      return Optional.of(new AccessKeyId(told));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  /** Whether a fact is for the host's log alone. */
  public static boolean isForTheLog(String key) {
    return key.toLowerCase(Locale.ROOT).startsWith(FOR_THE_LOG);
  }

  private static Optional<String> known(String key, RequestContext facts) {
    return facts.known(key).stream().findFirst();
  }

  /** Of the sessions that one descends from, only the first was begun by somebody without one. */
  private static Optional<String> origin(Lineage lineage) {
    for (Mark mark : lineage.marks()) {
      if (BEGINNERS.contains(mark.kind())) {
        return Optional.of(mark.kind() + " " + mark.name());
      }
    }
    return Optional.empty();
  }

  /** Who sent a request that doesn't prove it. */
  public static Actor unproven(RequestHead head) {
    return new Actor(
        "anonymous",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        head.requestId(),
        head.remoteAddress(),
        head.header("user-agent"));
  }
}
