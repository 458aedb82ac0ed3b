package io.sallyport.principal;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A host's users, each with one key, which it tells all of. */
final class KnownUsers implements PrincipalDirectory {
  final Map<AccessKeyId, KeyHolder> keys = new ConcurrentHashMap<>();

  static Principal.User user(AccountId account, String path, String name, String id) {
    return new Principal.User(
        account,
        new EntityPath(path),
        new UserName(name),
        new UserId(id),
        Permissions.everything());
  }

  KnownUsers with(String key, Principal holder) {
    keys.put(new AccessKeyId(key), new KeyHolder(holder, SecretKey.of("secret-of-" + key)));
    return this;
  }

  private Stream<Principal.User> users() {
    return keys.values().stream()
        .map(KeyHolder::holder)
        .filter(Principal.User.class::isInstance)
        .map(Principal.User.class::cast);
  }

  @Override
  public Optional<KeyHolder> find(AccessKeyId id) {
    return Optional.ofNullable(keys.get(id));
  }

  @Override
  public Optional<Principal.User> find(AccountId account, UserName name) {
    return users()
        .filter(user -> user.account().equals(account))
        .filter(user -> user.userName().folded().equals(name.folded()))
        .findFirst();
  }

  @Override
  public Known user(AccountId account, Arn arn) {
    return users()
        .filter(user -> user.arn().equals(arn))
        .<Known>map(user -> new Known.Somebody(user.id().value()))
        .findFirst()
        .orElseGet(Known.Nobody::new);
  }

  @Override
  public boolean hasRootUser(AccountId account) {
    return keys.values().stream()
        .map(KeyHolder::holder)
        .anyMatch(new Principal.Root(account)::equals);
  }
}
