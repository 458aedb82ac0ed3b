package io.sallyport.entity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.document.Derived;
import io.sallyport.document.Documents;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.GroupId;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.policy.PolicyType;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.NamedPolicy;
import io.sallyport.principal.Permissions;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The users of the store and their keys, with all that says what they may do, as it is now.
 * Thread-safe.
 */
public final class StoredPrincipals implements PrincipalDirectory {
  private static final int LONGEST_NAME = 64;
  private static final int MOST_DECRYPTED = 4_096;

  /** However often it is used: who counts uses has books to keep at each. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Documents documents;
  private final StoredPermissions permissions;
  private final StoredAccessKeys keys;
  private final Predicate<AccountId> rooted;
  private final Derived<AccessKeyId, KeyHolder> holders;

  /** The secrets of keys that were used lately: what a text decrypts to never changes. */
  private final Cache<Encrypted, SecretKey> decrypted =
      Caffeine.newBuilder()
          .maximumSize(MOST_DECRYPTED)
          .expireAfterWrite(LONGEST)
          .executor(Runnable::run) // Every request reads: it wakes no thread to keep the books.
          .build();

  private record Encrypted(AccessKeyId owner, String secret) {}

  private StoredPrincipals(Documents documents, KeyRing ring, Predicate<AccountId> rooted) {
    this.documents = documents;
    this.permissions = new StoredPermissions(documents);
    this.keys = new StoredAccessKeys(documents, ring);
    this.rooted = rooted;
    this.holders = documents.derived();
  }

  /** All that there are: each account has a root user, since it need not be made. */
  public static StoredPrincipals alone(Documents documents, KeyRing ring) {
    return new StoredPrincipals(documents, ring, account -> true);
  }

  /**
   * Those of one of two directories: an account has a root user here only where the store keeps
   * keys of it, active or not. Else the other could never take back a root user of its own.
   */
  public static StoredPrincipals beside(Documents documents, KeyRing ring) {
    return new StoredPrincipals(
        documents, ring, account -> StoredAccount.hasRootKeys(documents, account));
  }

  @Override
  public Optional<KeyHolder> find(AccessKeyId id) {
    return holders.get(id, () -> stored(id));
  }

  private Optional<KeyHolder> stored(AccessKeyId id) {
    return keys.active(id)
        .flatMap(
            key -> holder(key.owner()).map(principal -> new KeyHolder(principal, secret(id, key))));
  }

  private Optional<? extends Principal> holder(KeyOwner owner) {
    return owner.isRoot()
        ? Optional.of(new Principal.Root(owner.account()))
        : find(owner.account(), owner.user()).filter(user -> user.id().value().equals(owner.id()));
  }

  private SecretKey secret(AccessKeyId id, StoredAccessKeys.Held key) {
    Encrypted encrypted = new Encrypted(id, key.secret());
    SecretKey known = decrypted.getIfPresent(encrypted);
    if (known == null) {
      known = keys.decrypt(id, key);
      decrypted.put(encrypted, known);
    }
    return known;
  }

  /** The account of a key, be it active or not. */
  public Optional<AccountId> account(AccessKeyId id) {
    return keys.owner(id).map(KeyOwner::account);
  }

  @Override
  public boolean hasRootUser(AccountId account) {
    return rooted.test(account);
  }

  @Override
  public Optional<Principal.User> find(AccountId account, UserName name) {
    return find(account, name.folded());
  }

  private Optional<Principal.User> find(AccountId account, String folded) {
    return StoredUser.table(documents, account).get(folded).map(this::principal);
  }

  @Override
  public Known user(AccountId account, Arn arn) {
    String name = arn.resource().substring(arn.resource().lastIndexOf('/') + 1);
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return new Known.Nobody();
    }
    return StoredUser.table(documents, account)
        .get(EntityChanges.folded(name))
        .map(StoredUser::user)
        .filter(user -> user.arn().equals(arn))
        .<Known>map(user -> new Known.Somebody(user.id().value()))
        .orElseGet(Known.Nobody::new);
  }

  private Principal.User principal(StoredUser stored) {
    User user = stored.user();
    return new Principal.User(
        user.account(),
        user.path(),
        user.name(),
        user.id(),
        user.holdings().tags(),
        permissions(stored));
  }

  /**
   * A group that isn't there stands as a policy that can't be read: it may have denied anything.
   */
  private Permissions permissions(StoredUser stored) {
    AccountId account = stored.user().account();
    Memberships memberships = new Memberships(account, documents);
    List<NamedPolicy> more = new ArrayList<>(CapsPolicy.of(stored.caps()));
    List<Holdings> groups = new ArrayList<>();
    for (GroupId id : stored.groups()) {
      memberships
          .group(id)
          .ifPresentOrElse(
              found -> groups.add(found.group().holdings()),
              () -> more.add(new NamedPolicy("group " + id, unreadable())));
    }
    return permissions.of(account, stored.user().holdings(), groups).plus(more);
  }

  private static PolicyText unreadable() {
    return PolicyText.kept("", PolicyType.IDENTITY);
  }
}
