package io.sallyport.example.objectstore.users;

import io.sallyport.Sallyport;
import io.sallyport.account.AccountManager;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyMetadata;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.UserName;
import io.sallyport.user.AdminCaps;
import io.sallyport.user.CreateUserRequest;
import io.sallyport.user.UserManager;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes what a users' file describes and isn't there yet. What is there stays as it is: whoever
 * changed it since did so on purpose. Keys that are there and not in the file are told of.
 */
public final class MadeUsers {
  private final Sallyport sallyport;
  private final PrintStream out;

  /**
   * Of an instance.
   *
   * @param out is shown the keys that are made, this once, and what differs from the file
   */
  public MadeUsers(Sallyport sallyport, PrintStream out) {
    this.sallyport = sallyport;
    this.out = out;
  }

  /** Makes all of a file. */
  public void make(UsersFile file) {
    for (UsersFile.Account account : file.accounts()) {
      make(account);
    }
  }

  private void make(UsersFile.Account account) {
    AccountManager root = sallyport.in(account.account()).account();
    keep(
        "the root user of the account '" + account.id() + "'",
        account.root(),
        root.listAccessKeys(),
        root::importAccessKey,
        root::createAccessKey);
    UserManager users = sallyport.in(account.account()).users();
    for (UsersFile.User user : account.users()) {
      make(user, users);
    }
  }

  private void make(UsersFile.User user, UserManager users) {
    UserName name = new UserName(user.name());
    if (users.find(name).isEmpty()) {
      CreateUserRequest request = CreateUserRequest.of(name);
      users.create(user.path().isEmpty() ? request : request.withPath(new EntityPath(user.path())));
    }
    Set<String> there =
        users.listPolicies(name, PageRequest.FIRST).items().stream()
            .map(PolicyName::value)
            .collect(Collectors.toSet());
    user.policies()
        .forEach(
            (policy, document) -> {
              if (!there.contains(policy)) {
                users.putPolicy(name, new PolicyName(policy), document.toString());
              }
            });
    if (!user.caps().isEmpty() && users.caps(name).rights().isEmpty()) {
      users.addCaps(name, AdminCaps.parse(user.caps()));
    }
    keep(
        "the user '" + user.name() + "'",
        user.keys(),
        users.listAccessKeys(name),
        key -> users.importAccessKey(name, key),
        () -> users.createAccessKey(name));
  }

  private void keep(
      String whose,
      List<UsersFile.Key> wanted,
      List<AccessKeyMetadata> there,
      Consumer<AccessKey> give,
      Supplier<AccessKey> made) {
    Set<String> known = there.stream().map(key -> key.id().value()).collect(Collectors.toSet());
    Set<String> given = wanted.stream().map(UsersFile.Key::id).collect(Collectors.toSet());
    boolean makesOne = wanted.stream().anyMatch(UsersFile.Key::isToBeMade);
    for (UsersFile.Key key : wanted) {
      if (!key.isToBeMade() && !known.contains(key.id())) {
        give.accept(new AccessKey(new AccessKeyId(key.id()), SecretKey.of(key.secret())));
      }
    }
    known.removeAll(given);
    if (makesOne && known.isEmpty()) {
      AccessKey key = made.get();
      out.println("A key of " + whose + ", shown only now:");
      out.println("  " + key.id().value() + " " + key.secret().reveal());
    } else if (!makesOne) {
      known.forEach(id -> out.println("The key " + id + " of " + whose + " isn't in the file."));
    }
  }
}
