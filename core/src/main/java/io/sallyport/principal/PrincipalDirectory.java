package io.sallyport.principal;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import java.util.Optional;

/**
 * Where users and their access keys are found: in Sallyport's own store, or with a host that has
 * users of its own. Implementations are thread-safe, and throw if they can't tell: an exception
 * refuses the request, and never makes it anonymous.
 */
public interface PrincipalDirectory {

  /** The user that holds this access key, if the key exists and is active. */
  Optional<KeyHolder> find(AccessKeyId id);

  /**
   * A user as it is now. Sessions of a user's own, and those that it federates, ask this at every
   * use: they end when there is no such user, or it has another id. A directory that can't tell has
   * no such sessions: GetSessionToken and GetFederationToken are refused to its users.
   *
   * @param name in any case
   */
  default Optional<Principal.User> find(AccountId account, UserName name) {
    return Optional.empty();
  }

  /**
   * Who a user is that a policy names, so that nobody else is meant who comes to have the name. A
   * directory that can't tell has its users kept by their names.
   *
   * @param arn of a user, as the policy has it
   */
  default Known user(AccountId account, Arn arn) {
    return new Known.Untold();
  }

  /** What is known of a user of some ARN. */
  sealed interface Known {
    /**
     * There is one.
     *
     * @param id never given again; the one that its {@link Principal.User} has
     */
    record Somebody(String id) implements Known {}

    /** There is none. */
    record Nobody() implements Known {}

    /** That can't be told. */
    record Untold() implements Known {}
  }
}
