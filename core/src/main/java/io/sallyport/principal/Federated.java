package io.sallyport.principal;

import io.sallyport.identity.AccountId;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody for whom a provider vouches, who has yet to become a session: in no account, and allowed
 * nothing but by a trust policy that names the provider.
 *
 * @param claims all other claims of the token, by the names that conditions know them by, none of
 *     which is one that {@code federation} has
 */
public record Federated(Federation federation, Map<String, List<String>> claims)
    implements Principal {
  /** Copies the claims. */
  public Federated {
    claims = Map.copyOf(claims);
  }

  @Override
  public AccountId account() {
    return AccountId.EMPTY;
  }

  /** {@code provider:subject}. */
  @Override
  public String name() {
    return federation.provider() + ":" + federation.subject();
  }

  @Override
  public String userId() {
    return name();
  }

  @Override
  public Optional<SessionDetails> session() {
    return Optional.empty();
  }

  @Override
  public Caller caller() {
    return new Caller.Federated(federation.arn().toString());
  }

  @Override
  public Permissions permissions() {
    return Permissions.nothing();
  }

  @Override
  public void describe(RequestContext.Builder context) {
    context.host("aws:PrincipalType", "WebIdentityUser");
    context.host("aws:userid", userId());
    federation.describe(claims, context);
    federation.describe(context);
  }

  /** Names the provider alone. */
  @Override
  public String toString() {
    return federation.toString();
  }
}
