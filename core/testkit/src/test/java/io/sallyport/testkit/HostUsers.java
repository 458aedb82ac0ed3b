package io.sallyport.testkit;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A host's users, kept in the plainest way that is right. */
class HostUsers implements PrincipalDirectory {
  final Map<AccessKeyId, KeyHolder> keys = new LinkedHashMap<>();
  private int made;
  private boolean isDown;

  synchronized AccessKey create(AccountId account, UserName name) {
    made++;
    return key(
        new Principal.User(
            account,
            new EntityPath("/staff/"),
            name,
            id(account, name, made),
            Permissions.nothing()));
  }

  UserId id(AccountId account, UserName name, int number) {
    return new UserId("user-" + number);
  }

  synchronized AccessKey createRoot(AccountId account) {
    made++;
    return key(new Principal.Root(account));
  }

  private AccessKey key(Principal holder) {
    AccessKey key =
        new AccessKey(
            new AccessKeyId("hostKey%013d".formatted(made)),
            SecretKey.of("a-secret-of-a-host-%021d".formatted(made)));
    keys.put(key.id(), new KeyHolder(holder, key.secret()));
    return key;
  }

  synchronized void delete(AccountId account, UserName name) {
    keys.values().removeIf(each -> isNamed(each.holder(), account, name));
  }

  synchronized void delete(AccessKeyId id) {
    keys.remove(id);
  }

  synchronized void allow(AccountId account, UserName name, String policy) {
    NamedPolicy more = new NamedPolicy("more", PolicyText.kept(policy, PolicyType.IDENTITY));
    keys.replaceAll(
        (id, each) ->
            isNamed(each.holder(), account, name)
                ? new KeyHolder(allowed((Principal.User) each.holder(), more), each.secret())
                : each);
  }

  private static Principal.User allowed(Principal.User user, NamedPolicy more) {
    return new Principal.User(
        user.account(),
        user.path(),
        user.userName(),
        user.id(),
        user.permissions().plus(List.of(more)));
  }

  synchronized void breakDown() {
    isDown = true;
  }

  void requireUp() {
    if (isDown) {
      throw new IllegalStateException("nobody can be asked");
    }
  }

  private static boolean isNamed(Principal holder, AccountId account, UserName name) {
    return holder instanceof Principal.User user
        && user.account().equals(account)
        && user.userName().folded().equals(name.folded());
  }

  Stream<Principal> holders() {
    return keys.values().stream().map(KeyHolder::holder);
  }

  @Override
  public synchronized Optional<KeyHolder> find(AccessKeyId id) {
    requireUp();
    return Optional.ofNullable(keys.get(id));
  }

  @Override
  public synchronized Optional<Principal.User> find(AccountId account, UserName name) {
    requireUp();
    return holders()
        .filter(each -> isNamed(each, account, name))
        .map(Principal.User.class::cast)
        .findFirst();
  }

  @Override
  public synchronized Known user(AccountId account, Arn arn) {
    requireUp();
    return holders()
        .filter(each -> each instanceof Principal.User user && user.arn().equals(arn))
        .<Known>map(each -> new Known.Somebody(each.userId()))
        .findFirst()
        .orElseGet(Known.Nobody::new);
  }

  @Override
  public synchronized boolean hasRootUser(AccountId account) {
    return holders().anyMatch(new Principal.Root(account)::equals);
  }
}
