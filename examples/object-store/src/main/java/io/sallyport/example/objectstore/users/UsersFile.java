package io.sallyport.example.objectstore.users;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.example.objectstore.served.Accounts;
import io.sallyport.identity.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Accounts and their users, as a file has them in JSON. A member that isn't known is refused by its
 * name; one that isn't there is empty, but for an account's id and a user's name, which must be.
 *
 * @param accounts each of another id
 */
public record UsersFile(List<Account> accounts) {
  /** A file that says nothing. */
  public static final UsersFile NONE = new UsersFile(List.of());

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
          .build();

  public UsersFile {
    accounts = List.copyOf(accounts);
  }

  /**
   * An account.
   *
   * @param id twelve digits, RGW and 17 digits, or empty: which account is meant is always written
   * @param name as access control lists show it
   * @param email by which access control lists may name it
   * @param tenant of Ceph's, whose buckets its are; empty if it is of the one that has no name
   * @param root the keys of its root user
   */
  public record Account(
      @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL) String id,
      String name,
      String email,
      String tenant,
      List<Key> root,
      List<User> users) {
    public Account {
      root = List.copyOf(root);
      users = List.copyOf(users);
    }

    AccountId account() {
      return new AccountId(id);
    }
  }

  /**
   * A user.
   *
   * @param caps as {@code radosgw-admin} takes them
   * @param policies inline ones, by their names
   */
  public record User(
      @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL) String name,
      String path,
      List<Key> keys,
      String caps,
      Map<String, JsonNode> policies) {
    public User {
      keys = List.copyOf(keys);
      policies = Map.copyOf(policies);
    }
  }

  /** An access key; one of which neither is said is made when there is none yet. */
  public record Key(String id, String secret) {
    boolean isToBeMade() {
      return id.isEmpty() && secret.isEmpty();
    }

    @Override
    public String toString() {
      return id;
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it can't be read, or isn't what is described here; its message says what
   *     and where, and nothing of a secret
   */
  public static UsersFile read(Path file) throws IOException {
    try {
      return MAPPER.readValue(Files.readAllBytes(file), UsersFile.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "the users' file "
              + file
              + " is wrong at line "
              + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
              + (e instanceof UnrecognizedPropertyException unknown
                  ? ": there is no member '" + unknown.getPropertyName() + "'"
                  : ": it isn't what is described"),
          null);
    }
  }

  /** How access control lists name the accounts. */
  public Accounts names() {
    Map<String, AccountId> emails = new HashMap<>();
    Map<AccountId, String> names = new HashMap<>();
    Map<AccountId, String> tenants = new HashMap<>();
    for (Account each : accounts) {
      AccountId account = each.account();
      if (!each.email().isEmpty()
          && emails.put(each.email().toLowerCase(Locale.ROOT), account) != null) {
        throw new IllegalArgumentException(
            "The users' file has the e-mail address '" + each.email() + "' twice.");
      }
      if (names.put(account, each.name().isEmpty() ? each.id() : each.name()) != null) {
        throw new IllegalArgumentException(
            "The users' file has the account '" + each.id() + "' twice.");
      }
      if (!each.tenant().isEmpty()) {
        tenants.put(account, each.tenant());
      }
    }
    return new Accounts(emails, names, tenants);
  }
}
