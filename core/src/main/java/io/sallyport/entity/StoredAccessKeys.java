package io.sallyport.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.document.Document;
import io.sallyport.document.Documents;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.storage.Key;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Access keys in the store: one document each, whose secret opens only under the key's own id. */
public final class StoredAccessKeys implements PrincipalDirectory {
  private final Documents documents;
  private final KeyRing keys;

  public StoredAccessKeys(Documents documents, KeyRing keys) {
    this.documents = documents;
    this.keys = keys;
  }

  static Key key(AccessKeyId id) {
    return Key.of("access-key", id.value());
  }

  /** An access key's document; the secret is still encrypted. */
  private record Held(AccountId account, String user, String userId, String secret) {
    static Held read(Document document) {
      return new Held(
          new AccountId(document.text("account")),
          document.text("user"),
          document.text("userId"),
          document.text("secret"));
    }
  }

  @Override
  public Optional<KeyHolder> find(AccessKeyId id) {
    return documents.get(key(id), Held::read).flatMap(held -> holder(id, held));
  }

  ObjectNode create(AccessKey key, Principal.User user, UserName name) {
    byte[] secret = key.secret().reveal().getBytes(StandardCharsets.UTF_8);
    return Document.create()
        .put("account", user.account().value())
        .put("user", name.folded())
        .put("userId", user.id().value())
        .put("secret", Base64.getEncoder().encodeToString(keys.encrypt(secret, owner(key.id()))));
  }

  private Optional<KeyHolder> holder(AccessKeyId id, Held held) {
    return documents
        .get(
            UserDocument.key(held.account(), held.user()),
            document -> UserDocument.read(held.account(), document))
        .filter(user -> user.id().value().equals(held.userId()))
        .map(user -> new KeyHolder(user, secret(id, held)));
  }

  private SecretKey secret(AccessKeyId id, Held held) {
    byte[] secret = keys.decrypt(Base64.getDecoder().decode(held.secret()), owner(id));
    return SecretKey.of(new String(secret, StandardCharsets.UTF_8));
  }

  private static String owner(AccessKeyId id) {
    return "access-key/" + id;
  }
}
