package io.sallyport.example.quickstart;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.PermissionLimit;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Users that a host keeps, with their keys and policies. */
final class HostUsers {
  private HostUsers() {}

  /**
   * A user as a host may have it.
   *
   * @param id never given again: whoever comes to have the name is somebody else
   * @param policies its own and those of its groups, by their names
   */
  record Mine(
      String account,
      String name,
      String id,
      String secret,
      String team,
      Map<String, String> policies) {

    Principal.User user() {
      return new Principal.User(
          new AccountId(account),
          EntityPath.ROOT,
          new UserName(name),
          new UserId(id),
          Tags.of(new Tag("team", team)),
          new Permissions(
              policies.entrySet().stream()
                  .map(
                      policy ->
                          new NamedPolicy(
                              policy.getKey(),
                              PolicyText.kept(policy.getValue(), PolicyType.IDENTITY)))
                  .toList(),
              PermissionLimit.none(), // of its boundary
              PermissionLimit.none())); // of its session: it is none
    }
  }

  /** The users by their access keys. */
  static PrincipalDirectory directory(Map<String, Mine> myUsers) {
    // shown from here: users
    PrincipalDirectory directory =
        new PrincipalDirectory() {
          @Override
          public Optional<KeyHolder> find(AccessKeyId id) {
            return Optional.ofNullable(myUsers.get(id.value())) // empty: there is no such key
                .map(mine -> new KeyHolder(mine.user(), SecretKey.of(mine.secret())));
          }

          @Override // so that users can have sessions of their own
          public Optional<Principal.User> find(AccountId account, UserName name) {
            return all()
                .map(Mine::user)
                .filter(user -> user.account().equals(account))
                .filter(user -> user.userName().folded().equals(name.folded()))
                .findFirst();
          }

          @Override // so that policies name who had the name when they were saved
          public Known user(AccountId account, Arn arn) {
            return all()
                .map(Mine::user)
                .filter(user -> user.arn().equals(arn))
                .<Known>map(user -> new Known.Somebody(user.id().value()))
                .findFirst()
                .orElseGet(Known.Nobody::new);
          }

          // shown to here: users

          private Stream<Mine> all() {
            return myUsers.values().stream();
          }
        };
    return directory;
  }
}
