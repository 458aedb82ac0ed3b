package io.sallyport.principal;

import io.sallyport.arn.Arn;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.ProviderName;
import io.sallyport.policy.eval.RequestContext;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By whose word somebody is who they are: a provider, and those of its claims that stay with a
 * session that begins by it. Immutable.
 *
 * @param account in which the provider is registered
 * @param claims by their names, one of {@link #KEPT}, with their values; there is a {@code sub},
 *     and only one
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif">Keys
 *     of OpenID Connect</a>
 */
public record Federation(
    AccountId account, ProviderName provider, SortedMap<String, List<String>> claims) {
  /** The claims that stay; {@code app_id} is Ceph's word for the audience. */
  public static final Set<String> KEPT = Set.of("amr", "app_id", "aud", "azp", "sub");

  private static final String SUBJECT = "sub";

  /** Checks the names. */
  public Federation {
    SortedMap<String, List<String>> copy = new TreeMap<>();
    claims.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    claims = Collections.unmodifiableSortedMap(copy);
    if (!KEPT.containsAll(claims.keySet())
        || claims.getOrDefault(SUBJECT, List.of()).size() != 1
        || claims.containsValue(List.<String>of())) {
      throw new IllegalArgumentException("claims that don't stay, or no subject");
    }
  }

  /** The provider's name for who it is. */
  public String subject() {
    return claims.getOrDefault(SUBJECT, List.of()).get(0);
  }

  /** {@code arn:aws:iam::account:oidc-provider/host/path}. */
  public Arn arn() {
    return IamArn.provider(account, provider);
  }

  /** Writes the claims down as condition keys: the provider's name, a colon, the claim's name. */
  void describe(RequestContext.Builder context) {
    describe(claims, context);
  }

  /** The same of a session that began by them, and by whose word. */
  void describeSession(RequestContext.Builder context) {
    context.host("aws:FederatedProvider", arn().toString());
    describe(context);
  }

  /** The same of other claims of the provider's. */
  void describe(Map<String, List<String>> more, RequestContext.Builder context) {
    more.forEach(
        (name, values) -> context.host(provider + ":" + name, values.toArray(String[]::new)));
  }

  /** Names the provider alone: the rest is about a person. */
  @Override
  public String toString() {
    return "Federation[" + arn() + "]";
  }
}
