package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.principal.PrincipalDirectory.Known;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of {@link PrincipalDirectory} as tests: the test class of a host's directory extends it
 * and says how the host makes and deletes users and keys. Each test is named after its rule, and
 * begins with a host that has none of the users which it makes. Of a directory that asks somebody
 * outside of its process, {@link RemotePrincipalDirectoryContract} tests rule 8, too.
 */
@Timeout(120)
public abstract class PrincipalDirectoryContract {
  private static final UserName ALICE = new UserName("Alice");
  private static final UserName BOB = new UserName("bob");

  /** For the test class of a directory. */
  protected PrincipalDirectoryContract() {}

  /** The directory, always the same within a test. */
  protected abstract PrincipalDirectory directory();

  /**
   * Has the host make a user who isn't there, at any path.
   *
   * @return an access key of the user, which is active
   */
  protected abstract AccessKey createUser(AccountId account, UserName name);

  /** Has the host delete a user with all its keys. */
  protected abstract void deleteUser(AccountId account, UserName name);

  /** Has the host delete an access key, or make it inactive. */
  protected abstract void deleteAccessKey(AccessKeyId id);

  /** Has the host let a user do something that it may not do already. */
  protected abstract void allowMore(AccountId account, UserName name);

  /** Accounts of the host, of which users are made in the first; by default two. */
  protected List<AccountId> accounts() {
    return List.of(new AccountId("111122223333"), new AccountId("444455556666"));
  }

  /**
   * Whether it tells who has a name, and who has an ARN; by default it does. One that doesn't has
   * to tell so of every name.
   */
  protected boolean tellsNames() {
    return true;
  }

  /** Has the host make an access key of a root user; by default it has no root users. */
  protected Optional<AccessKey> createRootKey(AccountId account) {
    return Optional.empty();
  }

  private AccountId account() {
    return accounts().get(0);
  }

  private KeyHolder holder(AccessKey key) {
    return directory()
        .find(key.id())
        .orElseThrow(() -> new AssertionError("rule 1: an active access key has no holder"));
  }

  private Principal.User user(AccessKey key) {
    return assertInstanceOf(
        Principal.User.class, holder(key).holder(), "rule 1: a user's key is that user's");
  }

  @Test
  void rule1_aKeyFindsItsUserAndItsSecret() {
    AccessKey ofAlice = createUser(account(), ALICE);
    AccessKey ofBob = createUser(account(), BOB);
    for (AccessKey key : List.of(ofAlice, ofBob)) {
      assertEquals(key.secret(), holder(key).secret(), "rule 1: the secret is the key's");
      assertEquals(account(), user(key).account(), "rule 1: the account is the user's");
    }
    assertEquals(ALICE, user(ofAlice).userName(), "rule 1: the key is its own user's");
    assertEquals(BOB, user(ofBob).userName(), "rule 1: the key is its own user's");
    assertNotEquals(user(ofAlice).id(), user(ofBob).id(), "rule 4: each user has an id of its own");
  }

  @Test
  void rule1_aKeyThatNobodyHasFindsNobody() {
    AccessKeyId known = createUser(account(), ALICE).id();
    String id = known.value();
    String shorter = id.substring(0, id.length() - 1);
    for (String other :
        List.of(shorter, shorter + "-", ".", "a@b", "A".repeat(128), "Alice", swapped(id))) {
      if (!other.isEmpty() && !other.equals(id)) {
        assertEquals(
            Optional.empty(),
            directory().find(new AccessKeyId(other)),
            "rule 1: nobody has this access key, whatever it looks like: " + other);
      }
    }
  }

  /** The same in the other case. */
  private static String swapped(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals(text) ? text.toUpperCase(Locale.ROOT) : lower;
  }

  @Test
  void rule2_aKeyIsOverAtOnce() {
    AccessKey key = createUser(account(), ALICE);
    assertEquals(ALICE, user(key).userName());
    deleteAccessKey(key.id());
    assertEquals(
        Optional.empty(), directory().find(key.id()), "rule 2: the access key is still found");
  }

  @Test
  void rule2_whatAUserMayDoIsOfNow() {
    AccessKey key = createUser(account(), ALICE);
    Principal.User before = user(key);
    allowMore(account(), ALICE);
    Principal.User after = user(key);
    assertNotEquals(before.permissions(), after.permissions(), "rule 2: the policies are old");
    assertEquals(before.id(), after.id(), "rule 4: a user keeps its id");
    if (tellsNames()) {
      assertEquals(
          Optional.of(after), directory().find(account(), ALICE), "rule 2: by its name it is old");
    }
  }

  @Test
  void rule3_aNameInAnyCaseIsTheUserThatItsKeyFinds() {
    Principal.User alice = user(createUser(account(), ALICE));
    for (String name : List.of("Alice", "alice", "ALICE")) {
      Optional<Principal.User> found = directory().find(account(), new UserName(name));
      assertEquals(
          tellsNames() ? Optional.of(alice) : Optional.empty(),
          found,
          "rule 3: a user's name finds whom its key finds, as " + name);
    }
    assertEquals(Optional.empty(), directory().find(account(), BOB), "rule 3: nobody is bob");
  }

  @Test
  void rule3_aNameIsNobodysInAnotherAccount() {
    createUser(account(), ALICE);
    for (AccountId other : accounts().subList(1, accounts().size())) {
      assertEquals(
          Optional.empty(), directory().find(other, ALICE), "rule 3: it is another account's");
    }
    AccountId unknown = new AccountId("999988887777");
    assertEquals(
        Optional.empty(), directory().find(unknown, ALICE), "rule 3: there is no such account");
    if (accounts().size() > 1) {
      AccessKey same = createUser(accounts().get(1), ALICE);
      assertEquals(accounts().get(1), user(same).account(), "rule 3: each account has its own");
    }
  }

  @Test
  void rule4_whoComesToHaveTheNameIsSomebodyElse() {
    Principal.User first = user(createUser(account(), ALICE));
    deleteUser(account(), ALICE);
    AccessKey again = createUser(account(), ALICE);
    assertNotEquals(first.id(), user(again).id(), "rule 4: the id was given again");
  }

  @Test
  void rule4_noTwoUsersHaveOneIdOfWhateverAccount() {
    Set<UserId> ids = new HashSet<>();
    int made = 0;
    for (AccountId account : accounts()) {
      for (UserName name : List.of(ALICE, BOB)) {
        ids.add(user(createUser(account, name)).id());
        made++;
      }
    }
    assertEquals(made, ids.size(), "rule 4: two users have one id: " + ids);
  }

  @Test
  void rule4_noIdIsGivenAgainInAnotherAccount() {
    Principal.User first = user(createUser(account(), ALICE));
    deleteUser(account(), ALICE);
    AccountId last = accounts().get(accounts().size() - 1);
    assertNotEquals(
        first.id(), user(createUser(last, ALICE)).id(), "rule 4: the id was given again");
  }

  @Test
  void rule5_aUserThatIsGoneIsNobody() {
    AccessKey key = createUser(account(), ALICE);
    Arn arn = user(key).arn();
    deleteUser(account(), ALICE);
    assertEquals(Optional.empty(), directory().find(key.id()), "rule 5: its key is still found");
    assertEquals(
        Optional.empty(), directory().find(account(), ALICE), "rule 5: its name is still found");
    assertFalse(
        directory().user(account(), arn) instanceof Known.Somebody,
        "rule 5: its ARN is still somebody's");
  }

  @Test
  void rule6_anArnIsTheUserThatHasIt() {
    Principal.User alice = user(createUser(account(), ALICE));
    String id = alice.id().value();
    assertEquals(
        tellsNames() ? new Known.Somebody(id) : new Known.Untold(),
        directory().user(account(), alice.arn()),
        "rule 6: an ARN is known by the id of its user");
    String users = "arn:aws:iam::" + account() + ":user/";
    for (String text :
        List.of(
            alice.arn() + "x",
            alice.arn().toString().replace("/Alice", "/aLICE"),
            users + "no/such/path/Alice",
            users + "bob")) {
      assertEquals(
          tellsNames() ? new Known.Nobody() : new Known.Untold(),
          directory().user(account(), Arn.parse(text)),
          "rule 6: it is nobody's ARN, path and case included: " + text);
    }
  }

  @Test
  void rule7_aRootUserIsItsAccount() {
    Optional<AccessKey> key = createRootKey(account());
    if (key.isPresent()) {
      assertEquals(
          new Principal.Root(account()),
          holder(key.get()).holder(),
          "rule 7: a root user's key is its account's");
    }
    assertEquals(
        key.isPresent(),
        directory().hasRootUser(account()),
        "rule 7: sessions of root users are of accounts that have one");
  }

  private static void requireBob(KeyHolder seen, AccessKey key) {
    assertEquals(key.secret(), seen.secret(), "rule 9: the secret is another key's");
    assertEquals(BOB, ((Principal.User) seen.holder()).userName(), "rule 9: the user is another");
  }

  @Test
  void rule9_answersAreOfOneMoment() throws InterruptedException {
    AccessKey key = createUser(account(), ALICE);
    Principal.User alice = user(key);
    Set<AccessKey> ofBob = ConcurrentHashMap.newKeySet();
    ofBob.add(createUser(account(), BOB));
    Observers observers =
        Observers.watching(
            () -> {
              assertEquals(
                  new KeyHolder(alice, key.secret()), holder(key), "rule 9: nobody changed Alice");
              ofBob.forEach(
                  each -> directory().find(each.id()).ifPresent(seen -> requireBob(seen, each)));
            });
    for (int i = 0; i < 50; i++) {
      deleteUser(account(), BOB);
      ofBob.add(createUser(account(), BOB));
    }
    observers.end();
  }
}
