package io.sallyport.entity;

import io.sallyport.account.AccountAlias;
import io.sallyport.account.AccountManager;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyMetadata;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.document.Change;
import io.sallyport.document.Documents;
import io.sallyport.document.Table;
import io.sallyport.error.ConflictException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPolicies;
import io.sallyport.identity.IamArn;
import io.sallyport.identity.PageRequest;
import io.sallyport.keyring.KeyRing;
import io.sallyport.user.UserManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** What is an account's own, in one document that is there once something is in it. */
public final class StoredAccount implements AccountManager {
  private static final int COUNTED = 1000;

  private final AccountId account;
  private final Foundation foundation;
  private final Documents documents;
  private final Table<AccountRecord> accounts;
  private final Table<FoldedName> aliases;
  private final StoredAccessKeys accessKeys;
  private final Authority authority;
  private final Authority root;
  private final Authority ofKeys;

  /**
   * An account.
   *
   * @param root what its root user alone may do
   * @param ofKeys what may be done with its root user's keys
   */
  public StoredAccount(
      AccountId account,
      Foundation foundation,
      KeyRing keys,
      Authority authority,
      Authority root,
      Authority ofKeys) {
    this.account = account;
    this.foundation = foundation;
    this.documents = foundation.documents();
    this.accounts = AccountRecord.table(documents);
    this.aliases = documents.table(FoldedName.CODEC, "account-alias");
    this.accessKeys = new StoredAccessKeys(documents, keys);
    this.authority = authority;
    this.root = root;
    this.ofKeys = ofKeys;
  }

  @Override
  public SortedMap<String, Long> summary() {
    require(authority, "iam:GetAccountSummary");
    SortedMap<String, Long> summary = new TreeMap<>();
    summary.put("Users", count(StoredUser.table(documents, account)));
    summary.put("Groups", count(StoredGroup.table(documents, account)));
    summary.put("Roles", count(documents.table(new RoleCodec(account), "role", account.value())));
    summary.put("Policies", count(StoredPolicy.table(documents, account)));
    for (String unlimited : List.of("UsersQuota", "GroupsQuota", "RolesQuota", "PoliciesQuota")) {
      summary.put(unlimited, (long) Integer.MAX_VALUE);
    }
    summary.put("AccountAccessKeysPresent", own().accessKeys().isEmpty() ? 0L : 1L);
    summary.put("AccessKeysPerUserQuota", (long) UserManager.MAX_ACCESS_KEYS);
    summary.put("GroupsPerUserQuota", (long) UserManager.MAX_GROUPS);
    summary.put("AttachedPoliciesPerUserQuota", (long) EntityPolicies.MAX_ATTACHED);
    summary.put("AttachedPoliciesPerGroupQuota", (long) EntityPolicies.MAX_ATTACHED);
    summary.put("AttachedPoliciesPerRoleQuota", (long) EntityPolicies.MAX_ATTACHED);
    return summary;
  }

  private static long count(Table<?> table) {
    long count = 0;
    PageRequest page = new PageRequest(COUNTED, "");
    while (true) {
      var found = table.list(page);
      count += found.items().size();
      if (!found.isTruncated()) {
        return count;
      }
      page = page.from(found.marker());
    }
  }

  @Override
  public Optional<AccountAlias> alias() {
    require(authority, "iam:ListAccountAliases");
    return own().alias();
  }

  @Override
  public void createAlias(AccountAlias alias) {
    change(
        authority,
        "iam:CreateAccountAlias",
        (own, change) -> {
          if (change.get(aliases, alias.value()).isPresent()) {
            throw ConflictException.alreadyExists("the account alias", alias.value());
          }
          own.alias().ifPresent(old -> change.delete(aliases, old.value()));
          change.put(aliases, new FoldedName(account.value()), alias.value());
          return new AccountRecord(Optional.of(alias), own.accessKeys());
        });
  }

  @Override
  public void deleteAlias(AccountAlias alias) {
    change(
        authority,
        "iam:DeleteAccountAlias",
        (own, change) -> {
          if (!own.alias().equals(Optional.of(alias))) {
            throw new NoSuchEntityException("the account alias", alias.value());
          }
          change.delete(aliases, alias.value());
          return new AccountRecord(Optional.empty(), own.accessKeys());
        });
  }

  @Override
  public AccessKey createAccessKey() {
    AccessKey key = StoredAccessKeys.random(foundation);
    changeKeys("iam:CreateAccessKey", (ids, change) -> with(ids, key, change));
    return key;
  }

  @Override
  public void importAccessKey(AccessKey key) {
    changeKeys(
        "iam:CreateAccessKey",
        (ids, change) -> {
          foundation.neighbours().requireFree(key.id());
          return with(ids, key, change);
        });
  }

  private List<AccessKeyId> with(List<AccessKeyId> ids, AccessKey key, Change change) {
    Instant now = key.createDate().orElseGet(foundation::now);
    return accessKeys.create(key, now, KeyOwner.rootOf(account), ids, change);
  }

  @Override
  public void requireRoot(String action) {
    require(root, action);
  }

  @Override
  public List<AccessKeyMetadata> listAccessKeys() {
    require(ofKeys, "iam:ListAccessKeys");
    return accessKeys.list(own().accessKeys());
  }

  @Override
  public void updateAccessKey(AccessKeyId id, AccessKeyStatus status) {
    changeKeys(
        "iam:UpdateAccessKey",
        (ids, change) -> {
          accessKeys.update(id, status, ids, change);
          return ids;
        });
  }

  @Override
  public void deleteAccessKey(AccessKeyId id) {
    changeKeys("iam:DeleteAccessKey", (ids, change) -> accessKeys.delete(id, ids, change));
  }

  private void changeKeys(
      String action, BiFunction<List<AccessKeyId>, Change, List<AccessKeyId>> work) {
    change(
        ofKeys,
        action,
        (own, change) -> new AccountRecord(own.alias(), work.apply(own.accessKeys(), change)));
  }

  private void change(
      Authority who, String action, BiFunction<AccountRecord, Change, AccountRecord> work) {
    require(who, action);
    documents.change(
        described(),
        change -> {
          AccountRecord own = change.get(accounts, account.value()).orElse(AccountRecord.NOTHING);
          change.put(accounts, work.apply(own, change), account.value());
          change.afterwards(() -> who.made(action, IamArn.root(account)));
        });
  }

  /** Whether an account's root user has keys, active or not. */
  static boolean hasRootKeys(Documents documents, AccountId account) {
    return !AccountRecord.table(documents)
        .get(account.value())
        .orElse(AccountRecord.NOTHING)
        .accessKeys()
        .isEmpty();
  }

  private AccountRecord own() {
    return accounts.get(account.value()).orElse(AccountRecord.NOTHING);
  }

  /** What is the account's own is asked on the ARN that stands for all of it. */
  private void require(Authority who, String action) {
    who.require(action, IamArn.root(account), described());
  }

  private String described() {
    return "the account \"" + account + "\"";
  }
}
