package io.sallyport.example.objectstore.served;

import io.sallyport.Sallyport;
import io.sallyport.bucket.Grant;
import io.sallyport.example.objectstore.kept.KeptBucket;
import io.sallyport.example.objectstore.kept.KeptBuckets;
import io.sallyport.example.objectstore.kept.KeptGrant;
import io.sallyport.example.objectstore.kept.KeptGrant.Kind;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.user.User;
import io.sallyport.user.UserManager;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds out who is meant in an access control list. As in Ceph, it may be a user, by its id: one of
 * an account that is in the users' file or has a bucket.
 */
record Grantees(Accounts accounts, KeptBuckets buckets, Supplier<Sallyport> sallyport) {
  private static final String GROUPS = "http://acs.amazonaws.com/groups/global/";
  static final String EVERYONE = GROUPS + "AllUsers";
  static final String AUTHENTICATED = GROUPS + "AuthenticatedUsers";

  /** By what somebody is named. */
  enum By {
    ID,
    EMAIL,
    URI
  }

  /** Who is named for a right. */
  record Named(By by, String name, Grant.Right right) {
    private boolean mayBeUser() {
      return by == By.ID && Accounts.parse(name).isEmpty();
    }
  }

  /** Grants to those who are named, none of them twice. All users are looked for in one pass. */
  List<KeptGrant> found(List<Named> all) {
    Set<String> ids =
        all.stream().filter(Named::mayBeUser).map(Named::name).collect(Collectors.toSet());
    Map<String, User> users = ids.isEmpty() ? Map.of() : users(ids);
    return all.stream().map(named -> grant(named, users)).distinct().toList();
  }

  private KeptGrant grant(Named named, Map<String, User> users) {
    return switch (named.by()) {
      case ID -> byId(named.name(), named.right(), users);
      case EMAIL -> byEmail(named.name(), named.right());
      case URI -> byUri(named.name(), named.right());
    };
  }

  private static KeptGrant byId(String id, Grant.Right right, Map<String, User> users) {
    Optional<AccountId> account = Accounts.parse(id);
    if (account.isPresent()) {
      return KeptGrant.account(account.get(), right);
    }
    User user = users.get(id);
    if (user == null) {
      throw Refusal.invalidArgument("The id of a grantee is nobody's.");
    }
    return new KeptGrant(Kind.USER, user.arn().toString(), id, right);
  }

  private KeptGrant byEmail(String address, Grant.Right right) {
    return Optional.ofNullable(accounts.emails().get(address.toLowerCase(Locale.ROOT)))
        .map(account -> KeptGrant.account(account, right))
        .orElseThrow(
            () ->
                new Refusal(
                    400,
                    "UnresolvableGrantByEmailAddress",
                    "The e-mail address you provided does not match any account on record."));
  }

  private static KeptGrant byUri(String uri, Grant.Right right) {
    return switch (uri) {
      case EVERYONE -> new KeptGrant(Kind.EVERYONE, "", "", right);
      case AUTHENTICATED -> new KeptGrant(Kind.AUTHENTICATED, "", "", right);
      default -> throw Refusal.invalidArgument("The group of a grantee isn't known.");
    };
  }

  private Map<String, User> users(Set<String> ids) {
    Set<AccountId> known = new HashSet<>(accounts.names().keySet());
    known.addAll(accounts.emails().values());
    known.add(AccountId.EMPTY);
    buckets.all().stream().map(KeptBucket::account).forEach(known::add);
    Map<String, User> found = new HashMap<>();
    for (AccountId account : known) {
      if (found.size() < ids.size()) {
        find(ids, sallyport.get().in(account).users(), found);
      }
    }
    return found;
  }

  private static void find(Set<String> ids, UserManager users, Map<String, User> found) {
    PageRequest page = PageRequest.FIRST;
    while (true) {
      Listing<User> some = users.list("/", page);
      for (User user : some.items()) {
        if (ids.contains(user.id().value())) {
          found.put(user.id().value(), user);
        }
      }
      if (!some.isTruncated()) {
        return;
      }
      page = page.from(some.marker());
    }
  }
}
