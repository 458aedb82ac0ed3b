package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.document.Change;
import io.sallyport.document.Codec;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.ConflictException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserId;
import io.sallyport.keyring.KeyRing;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Access keys in the store: one document each, whose secret opens only under the key's own id. */
public final class StoredAccessKeys implements PrincipalDirectory {
  private final Documents documents;
  private final Table<Held> held;
  private final KeyRing keys;

  public StoredAccessKeys(Documents documents, KeyRing keys) {
    this.documents = documents;
    this.held = documents.table(Held.CODEC, "access-key");
    this.keys = keys;
  }

  /**
   * An access key's document.
   *
   * @param user the user's folded name
   * @param secret still encrypted
   */
  private record Held(AccountId account, String user, UserId userId, String secret) {
    static final Codec<Held> CODEC =
        new Codec<>() {
          @Override
          public Held read(Document document) {
            return new Held(
                new AccountId(document.text("account")),
                document.text("user"),
                new UserId(document.text("userId")),
                document.text("secret"));
          }

          @Override
          public void write(Held key, ObjectNode json) {
            json.put("account", key.account().value()).put("user", key.user());
            json.put("userId", key.userId().value()).put("secret", key.secret());
          }
        };
  }

  @Override
  public Optional<KeyHolder> find(AccessKeyId id) {
    return held.get(id.value()).flatMap(key -> holder(id, key));
  }

  /**
   * Makes an access key a user's.
   *
   * @throws ConflictException if there is one of this id, whosever it is
   */
  void create(AccessKey key, Principal.User user, Change change) {
    if (change.get(held, key.id().value()).isPresent()) {
      throw ConflictException.alreadyExists("the access key", key.id().value());
    }
    byte[] secret = key.secret().reveal().getBytes(StandardCharsets.UTF_8);
    String encrypted = Base64.getEncoder().encodeToString(keys.encrypt(secret, owner(key.id())));
    change.put(
        held,
        new Held(user.account(), user.userName().folded(), user.id(), encrypted),
        key.id().value());
  }

  /**
   * Deletes an access key.
   *
   * @throws NoSuchEntityException if it isn't there
   */
  void delete(AccessKeyId id, Change change) {
    if (change.get(held, id.value()).isEmpty()) {
      throw new NoSuchEntityException("the access key", id.value());
    }
    change.delete(held, id.value());
  }

  private Optional<KeyHolder> holder(AccessKeyId id, Held key) {
    return StoredUser.table(documents, key.account())
        .get(key.user())
        .map(StoredUser::user)
        .filter(user -> user.id().equals(key.userId()))
        .map(user -> new KeyHolder(user, secret(id, key)));
  }

  private SecretKey secret(AccessKeyId id, Held key) {
    byte[] secret = keys.decrypt(Base64.getDecoder().decode(key.secret()), owner(id));
    return SecretKey.of(new String(secret, StandardCharsets.UTF_8));
  }

  private static String owner(AccessKeyId id) {
    return "access-key/" + id;
  }
}
