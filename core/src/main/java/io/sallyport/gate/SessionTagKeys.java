package io.sallyport.gate;

import io.sallyport.policy.Leniency;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.principal.RoleSession;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code aws:TagKeys} is, under {@link Leniency#SESSION_TAG_KEYS}, where a request of S3 says
 * nothing of tags: the keys of the {@code aws:PrincipalTag/} of the role's session that sends it,
 * if that began by a web identity: to others Ceph gives no tags.
 */
final class SessionTagKeys {
  private SessionTagKeys() {}

  /** The condition keys of last resort, for a caller; none without the leniency. */
  static RequestContext of(Principal caller, Set<Leniency> leniencies) {
    return leniencies.contains(Leniency.SESSION_TAG_KEYS)
            && caller instanceof RoleSession session
            && session.details().federation().isPresent()
        ? RequestContext.whenAsked(keys -> write(session, keys))
        : RequestContext.empty();
  }

  private static void write(RoleSession session, RequestContext.Builder keys) {
    Set<String> all = new LinkedHashSet<>(session.details().tags().tags().keys());
    all.addAll(session.role().holdings().tags().without(all).keys());
    keys.hostMultivalued("aws:TagKeys", List.copyOf(all));
  }
}
