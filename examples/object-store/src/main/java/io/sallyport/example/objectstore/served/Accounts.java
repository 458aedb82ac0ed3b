package io.sallyport.example.objectstore.served;

import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.AccountId;
import java.util.Map;
import java.util.Optional;

/**
 * Accounts as access control lists name them. An account's id is its canonical id, too, as in Ceph;
 * the empty account has one that no account has.
 *
 * @param emails whose address is whose, in lower case
 * @param names how they are called, where they are
 * @param tenants which of Ceph's tenants they are of; the others are of the one without a name
 */
public record Accounts(
    Map<String, AccountId> emails, Map<AccountId, String> names, Map<AccountId, String> tenants) {
  /** The canonical id of the empty account. */
  public static final String EMPTY = "default";

  public Accounts {
    emails = Map.copyOf(emails);
    names = Map.copyOf(names);
    tenants = Map.copyOf(tenants);
  }

  /** Whether any is of a tenant that has a name. */
  public boolean haveTenants() {
    return !tenants.isEmpty();
  }

  /** Whether an account is of a tenant, by its name, or empty for the one without. */
  public boolean isOf(AccountId account, String tenant) {
    return tenants.getOrDefault(account, "").equals(tenant);
  }

  /** The canonical id of an account. */
  static String id(AccountId account) {
    return account.equals(AccountId.EMPTY) ? EMPTY : account.value();
  }

  /** The account of a canonical id; empty if none can have it. */
  static Optional<AccountId> parse(String id) {
    if (id.equals(EMPTY)) {
      return Optional.of(AccountId.EMPTY);
    }
    try {
      return id.isEmpty() ? Optional.empty() : Optional.of(new AccountId(id));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  String name(AccountId account) {
    return names.getOrDefault(account, id(account));
  }

  void write(XmlText xml, String element, AccountId account) {
    xml.begin(element).element("ID", id(account)).element("DisplayName", name(account)).end();
  }

  /** The same as text, to be put into an answer. */
  String written(String element, AccountId account) {
    return "<%1$s><ID>%2$s</ID><DisplayName>%3$s</DisplayName></%1$s>"
        .formatted(element, id(account), name(account).replace("&", "&amp;").replace("<", "&lt;"));
  }
}
