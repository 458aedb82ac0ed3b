package io.sallyport.testkit;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.Principal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Directories of a host that are each wrong in one way. */
final class WrongUsers {
  private WrongUsers() {}

  static class AnyCaseOfAKey extends HostUsers {
    @Override
    public synchronized Optional<KeyHolder> find(AccessKeyId id) {
      return keys.entrySet().stream()
          .filter(each -> each.getKey().value().equalsIgnoreCase(id.value()))
          .map(Map.Entry::getValue)
          .findFirst();
    }
  }

  static class BeginningOfAKey extends HostUsers {
    @Override
    public synchronized Optional<KeyHolder> find(AccessKeyId id) {
      return keys.entrySet().stream()
          .filter(each -> each.getKey().value().startsWith(id.value()))
          .map(Map.Entry::getValue)
          .findFirst();
    }
  }

  static class OneSecretForAll extends HostUsers {
    @Override
    public synchronized Optional<KeyHolder> find(AccessKeyId id) {
      return super.find(id)
          .map(found -> new KeyHolder(found.holder(), SecretKey.of("one-for-all-of-them")));
    }
  }

  static class Remembers extends HostUsers {
    private final Map<AccessKeyId, Optional<KeyHolder>> known = new HashMap<>();

    @Override
    public synchronized Optional<KeyHolder> find(AccessKeyId id) {
      return known.computeIfAbsent(id, super::find);
    }
  }

  static class RemembersNames extends HostUsers {
    private final Map<String, Optional<Principal.User>> known = new HashMap<>();

    @Override
    public synchronized Optional<Principal.User> find(AccountId account, UserName name) {
      return known.computeIfAbsent(account + name.folded(), each -> super.find(account, name));
    }

    @Override
    synchronized void allow(AccountId account, UserName name, String policy) {
      find(account, name);
      super.allow(account, name, policy);
    }
  }

  static class OneCaseOfAName extends HostUsers {
    @Override
    public synchronized Optional<Principal.User> find(AccountId account, UserName name) {
      return super.find(account, name).filter(found -> found.userName().equals(name));
    }
  }

  static class AnyAccount extends HostUsers {
    @Override
    public synchronized Optional<Principal.User> find(AccountId account, UserName name) {
      return holders()
          .filter(each -> each instanceof Principal.User user && user.userName().equals(name))
          .map(Principal.User.class::cast)
          .findFirst();
    }
  }

  static class NamesAreIds extends HostUsers {
    @Override
    UserId id(AccountId account, UserName name, int number) {
      return new UserId(name.value());
    }
  }

  static class CountsInEachAccount extends HostUsers {
    private final Map<AccountId, Integer> made = new HashMap<>();

    @Override
    UserId id(AccountId account, UserName name, int number) {
      return new UserId("user-" + made.merge(account, 1, Integer::sum));
    }
  }

  static class ForgetsNobodysName extends HostUsers {
    private final Map<String, Principal.User> gone = new HashMap<>();

    @Override
    synchronized void delete(AccountId account, UserName name) {
      find(account, name).ifPresent(user -> gone.put(name.folded(), user));
      super.delete(account, name);
    }

    @Override
    public synchronized Optional<Principal.User> find(AccountId account, UserName name) {
      return super.find(account, name).or(() -> Optional.ofNullable(gone.get(name.folded())));
    }
  }

  static class AnyPathOfAnArn extends HostUsers {
    @Override
    public synchronized Known user(AccountId account, Arn arn) {
      String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
      return find(account, new UserName(name))
          .<Known>map(found -> new Known.Somebody(found.id().value()))
          .orElseGet(Known.Nobody::new);
    }
  }

  static class NoRootUsers extends HostUsers {
    @Override
    public synchronized boolean hasRootUser(AccountId account) {
      return false;
    }
  }

  static class NobodyInAnOutage extends HostUsers {
    @Override
    public synchronized Optional<KeyHolder> find(AccessKeyId id) {
      try {
        return super.find(id);
      } catch (IllegalStateException e) {
        return Optional.empty();
      }
    }
  }

  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // That is what is wrong.
  static class LooksTwice extends HostUsers {
    @Override
    public Optional<KeyHolder> find(AccessKeyId id) {
      Optional<KeyHolder> found = super.find(id);
      LockSupport.parkNanos(1_000);
      return found.flatMap(
          first ->
              secret(first.holder().name().toLowerCase(Locale.ROOT))
                  .map(secret -> new KeyHolder(first.holder(), secret)));
    }

    private synchronized Optional<SecretKey> secret(String name) {
      return keys.values().stream()
          .filter(each -> each.holder().name().toLowerCase(Locale.ROOT).equals(name))
          .map(KeyHolder::secret)
          .findFirst();
    }
  }
}
