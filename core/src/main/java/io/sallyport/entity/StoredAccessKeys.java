package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyMetadata;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.credential.SecretKey;
import io.sallyport.document.Change;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.ConflictException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.user.UserManager;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Access keys in the store: one document each, whose secret opens only under the key's own id. */
public final class StoredAccessKeys implements PrincipalDirectory {
  private static final int MOST_DECRYPTED = 4_096;
  private static final Duration UNUSED = Duration.ofHours(1);

  private final Documents documents;
  private final Table<Held> held;
  private final KeyRing keys;
  private final StoredPrincipals principals;

  /** The secrets of keys that were used lately: what a text decrypts to never changes. */
  private final Cache<Encrypted, SecretKey> decrypted =
      Caffeine.newBuilder().maximumSize(MOST_DECRYPTED).expireAfterAccess(UNUSED).build();

  private record Encrypted(AccessKeyId owner, String secret) {}

  public StoredAccessKeys(Documents documents, KeyRing keys) {
    this.documents = documents;
    this.held = table(documents);
    this.keys = keys;
    this.principals = new StoredPrincipals(documents);
  }

  /**
   * An access key's document.
   *
   * @param secret still encrypted
   */
  private record Held(KeyOwner owner, String secret, AccessKeyStatus status, Instant createDate) {
    static final Codec<Held> CODEC =
        new Codec<>() {
          @Override
          public Held read(Document document) {
            return new Held(
                new KeyOwner(
                    AccountId.named(document.text("account")),
                    document.text("holder"),
                    document.text("user"),
                    document.text("userId")),
                document.text("secret"),
                AccessKeyStatus.of(document.text("status")),
                document.instant("createDate"));
          }

          @Override
          public void write(Held key, ObjectNode json) {
            json.put("account", key.owner().account().value()).put("holder", key.owner().kind());
            json.put("user", key.owner().user()).put("userId", key.owner().id());
            json.put("secret", key.secret()).put("status", key.status().toString());
            json.put("createDate", key.createDate().toString());
          }
        };

    AccessKeyMetadata metadata(AccessKeyId id) {
      return new AccessKeyMetadata(id, status, createDate);
    }
  }

  @Override
  public Optional<KeyHolder> find(AccessKeyId id) {
    return held.get(id.value())
        .filter(key -> key.status() == AccessKeyStatus.ACTIVE)
        .flatMap(
            key -> holder(key.owner()).map(principal -> new KeyHolder(principal, secret(id, key))));
  }

  @Override
  public Optional<Principal.User> find(AccountId account, UserName name) {
    return principals.find(account, name);
  }

  @Override
  public Known user(AccountId account, Arn arn) {
    return principals.user(account, arn);
  }

  /** An account need not be made, so it has one. */
  @Override
  public boolean hasRootUser(AccountId account) {
    return true;
  }

  /** The account of a key, be it active or not. */
  public Optional<AccountId> account(AccessKeyId id) {
    return owner(id).map(KeyOwner::account);
  }

  private Optional<? extends Principal> holder(KeyOwner owner) {
    return owner.isRoot()
        ? Optional.of(new Principal.Root(owner.account()))
        : principals
            .find(owner.account(), owner.user())
            .filter(user -> user.id().value().equals(owner.id()));
  }

  /** A new key. */
  static AccessKey random(Foundation foundation) {
    RandomIds ids = foundation.ids();
    return new AccessKey(
        new AccessKeyId(ids.longTermAccessKey()),
        SecretKey.of(ids.secretKey()),
        Optional.of(foundation.now()));
  }

  /** Whether a change may rest on there being this key. */
  static boolean isThere(Documents documents, AccessKeyId id, Change change) {
    return change.get(table(documents), id.value()).isPresent();
  }

  private static Table<Held> table(Documents documents) {
    return documents.table(Held.CODEC, "access-key");
  }

  /** Whose a key is. */
  Optional<KeyOwner> owner(AccessKeyId id) {
    return held.get(id.value()).map(Held::owner);
  }

  /**
   * Makes an access key somebody's.
   *
   * @param ids of the keys that are its already
   * @return these and the new one
   * @throws ConflictException if there is one of this id, whosever it is
   * @throws LimitExceededException if there are {@link UserManager#MAX_ACCESS_KEYS} already
   */
  List<AccessKeyId> create(
      AccessKey key, Instant now, KeyOwner owner, List<AccessKeyId> ids, Change change) {
    if (change.get(held, key.id().value()).isPresent()) {
      throw ConflictException.alreadyExists("the access key", key.id().value());
    }
    if (ids.size() >= UserManager.MAX_ACCESS_KEYS) {
      throw new LimitExceededException(
          "there are " + ids.size() + " access keys already, as many as one may have");
    }
    byte[] secret = key.secret().reveal().getBytes(StandardCharsets.UTF_8);
    String encrypted = Base64.getEncoder().encodeToString(keys.encrypt(secret, purpose(key.id())));
    change.put(held, new Held(owner, encrypted, AccessKeyStatus.ACTIVE, now), key.id().value());
    List<AccessKeyId> all = new ArrayList<>(ids);
    all.add(key.id());
    return all;
  }

  /** What is known of keys. */
  List<AccessKeyMetadata> list(List<AccessKeyId> ids) {
    return ids.stream()
        .flatMap(id -> held.get(id.value()).map(key -> key.metadata(id)).stream())
        .toList();
  }

  /**
   * Makes a key active or inactive.
   *
   * @param ids of its owner's keys
   * @throws NoSuchEntityException if it is none of these
   */
  void update(AccessKeyId id, AccessKeyStatus status, List<AccessKeyId> ids, Change change) {
    Held key = existing(id, ids, change);
    change.put(held, new Held(key.owner(), key.secret(), status, key.createDate()), id.value());
  }

  /** Keys stay their owner's whatever it is called. */
  void rename(KeyOwner owner, List<AccessKeyId> ids, Change change) {
    for (AccessKeyId id : ids) {
      Held key = existing(id, ids, change);
      change.put(held, new Held(owner, key.secret(), key.status(), key.createDate()), id.value());
    }
  }

  /**
   * Deletes an access key.
   *
   * @param ids of its owner's keys
   * @return the others
   * @throws NoSuchEntityException if it is none of these
   */
  List<AccessKeyId> delete(AccessKeyId id, List<AccessKeyId> ids, Change change) {
    List<AccessKeyId> others = ids.stream().filter(other -> !other.equals(id)).toList();
    existing(id, ids, change);
    change.delete(held, id.value());
    KeyUses.forget(documents, id, change);
    return others;
  }

  private Held existing(AccessKeyId id, List<AccessKeyId> ids, Change change) {
    return Optional.of(id)
        .filter(ids::contains)
        .flatMap(key -> change.get(held, key.value()))
        .orElseThrow(() -> new NoSuchEntityException("the access key", id.shown()));
  }

  private SecretKey secret(AccessKeyId id, Held key) {
    Encrypted encrypted = new Encrypted(id, key.secret());
    SecretKey known = decrypted.getIfPresent(encrypted);
    if (known == null) {
      byte[] secret = keys.decrypt(Base64.getDecoder().decode(key.secret()), purpose(id));
      known = SecretKey.of(new String(secret, StandardCharsets.UTF_8));
      decrypted.put(encrypted, known);
    }
    return known;
  }

  private static String purpose(AccessKeyId id) {
    return "access-key/" + id;
  }
}
