package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.sallyport.keyring.KeyRing;
import io.sallyport.user.UserManager;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Access keys in the store: one document each, whose secret opens only under the key's own id. */
final class StoredAccessKeys {
  private final Documents documents;
  private final Table<Held> held;
  private final KeyRing keys;

  StoredAccessKeys(Documents documents, KeyRing keys) {
    this.documents = documents;
    this.held = table(documents);
    this.keys = keys;
  }

  /**
   * An access key's document.
   *
   * @param secret still encrypted
   */
  record Held(KeyOwner owner, String secret, AccessKeyStatus status, Instant createDate) {
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

  /** A key that is there, and active. */
  Optional<Held> active(AccessKeyId id) {
    return held.get(id.value()).filter(key -> key.status() == AccessKeyStatus.ACTIVE);
  }

  /** Whose a key is, be it active or not. */
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

  /** The secret of a key. */
  SecretKey decrypt(AccessKeyId id, Held key) {
    byte[] secret = keys.decrypt(Base64.getDecoder().decode(key.secret()), purpose(id));
    return SecretKey.of(new String(secret, StandardCharsets.UTF_8));
  }

  private static String purpose(AccessKeyId id) {
    return "access-key/" + id;
  }
}
