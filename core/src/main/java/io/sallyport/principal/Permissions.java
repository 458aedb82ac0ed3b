package io.sallyport.principal;

import static java.util.Objects.requireNonNull;

import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.PolicyText;
import io.sallyport.policy.PolicyType;
import java.util.ArrayList;
import java.util.List;

/**
 * The policies that say what a caller may do: its own allow, the two limits only take away.
 *
 * @param identity the caller's own policies
 * @param boundary the caller's permissions boundary, of one policy
 * @param session what the session that the caller is was limited to when it was made
 */
public record Permissions(
    List<NamedPolicy> identity, PermissionLimit boundary, PermissionLimit session) {

  private static final NamedPolicy ALL =
      new NamedPolicy(
          "root user",
          PolicyText.kept(
              """
              {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\
              """,
              PolicyType.IDENTITY));

  public Permissions {
    requireNonNull(identity, "identity");
    requireNonNull(boundary, "boundary");
    requireNonNull(session, "session");
    identity = List.copyOf(identity);
    if (boundary instanceof PermissionLimit.AtMost limit && limit.policies().size() != 1) {
      throw new IllegalArgumentException("a permissions boundary is one policy");
    }
  }

  /** Everything is allowed, by a policy that says so. */
  public static Permissions everything() {
    return new Permissions(List.of(ALL), PermissionLimit.none(), PermissionLimit.none());
  }

  /** Nothing is allowed. */
  public static Permissions nothing() {
    return new Permissions(List.of(), PermissionLimit.none(), PermissionLimit.none());
  }

  /** What inline policies allow, within these limits. */
  public static Permissions of(
      InlinePolicies identity, PermissionLimit boundary, PermissionLimit session) {
    requireNonNull(identity, "identity");
    requireNonNull(boundary, "boundary");
    requireNonNull(session, "session");
    return new Permissions(
        identity.texts().entrySet().stream()
            .map(policy -> new NamedPolicy(policy.getKey().value(), policy.getValue()))
            .toList(),
        boundary,
        session);
  }

  /** These and more policies of the caller's own, within the same limits. */
  public Permissions plus(List<NamedPolicy> more) {
    requireNonNull(more, "more");
    if (more.isEmpty()) {
      return this;
    }
    List<NamedPolicy> all = new ArrayList<>(identity);
    all.addAll(more);
    return new Permissions(all, boundary, session);
  }

  /**
   * The same, within what a session was limited to.
   *
   * @throws IllegalStateException if a session limits them already: no limit takes another's place
   */
  public Permissions within(PermissionLimit newSession) {
    requireNonNull(newSession, "newSession");
    if (!session.equals(PermissionLimit.none())) {
      throw new IllegalStateException("they are limited by a session already");
    }
    return new Permissions(identity, boundary, newSession);
  }
}
