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
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds out who is meant in an access control list. As in Ceph, it may be a user, by its id: one of
 * an account that is in the users' file or has a bucket.
 */
record Grantees(Accounts accounts, KeptBuckets buckets, Supplier<Sallyport> sallyport) {
  private static final String GROUPS = "http://acs.amazonaws.com/groups/global/";
  static final String EVERYONE = GROUPS + "AllUsers";
  static final String AUTHENTICATED = GROUPS + "AuthenticatedUsers";

  KeptGrant byId(String id, Grant.Right right) {
    Optional<AccountId> account = Accounts.parse(id);
    if (account.isPresent()) {
      return KeptGrant.account(account.get(), right);
    }
    User user =
        user(id).orElseThrow(() -> Refusal.invalidArgument("The id of a grantee is nobody's."));
    return new KeptGrant(Kind.USER, user.arn().toString(), id, right);
  }

  KeptGrant byEmail(String address, Grant.Right right) {
    return Optional.ofNullable(accounts.emails().get(address.toLowerCase(Locale.ROOT)))
        .map(account -> KeptGrant.account(account, right))
        .orElseThrow(
            () ->
                new Refusal(
                    400,
                    "UnresolvableGrantByEmailAddress",
                    "The e-mail address you provided does not match any account on record."));
  }

  KeptGrant byUri(String uri, Grant.Right right) {
    return switch (uri) {
      case EVERYONE -> new KeptGrant(Kind.EVERYONE, "", "", right);
      case AUTHENTICATED -> new KeptGrant(Kind.AUTHENTICATED, "", "", right);
      default -> throw Refusal.invalidArgument("The group of a grantee isn't known.");
    };
  }

  private Optional<User> user(String id) {
    Set<AccountId> known = new HashSet<>(accounts.names().keySet());
    known.addAll(accounts.emails().values());
    known.add(AccountId.EMPTY);
    buckets.all().stream().map(KeptBucket::account).forEach(known::add);
    return known.stream()
        .flatMap(account -> user(sallyport.get().in(account).users(), id).stream())
        .findFirst();
  }

  private static Optional<User> user(UserManager users, String id) {
    PageRequest page = PageRequest.FIRST;
    while (true) {
      Listing<User> some = users.list("/", page);
      for (User user : some.items()) {
        if (user.id().value().equals(id)) {
          return Optional.of(user);
        }
      }
      if (!some.isTruncated()) {
        return Optional.empty();
      }
      page = page.from(some.marker());
    }
  }
}
