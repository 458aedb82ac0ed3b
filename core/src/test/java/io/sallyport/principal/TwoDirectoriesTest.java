package io.sallyport.principal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.arn.Arn;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.UserName;
import io.sallyport.principal.PrincipalDirectory.Known;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What both of two directories know is nobody's. */
class TwoDirectoriesTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final AccountId OTHER = new AccountId("444455556666");
  private static final UserName ALICE = new UserName("alice");

  private final KnownUsers mine = new KnownUsers();
  private final KnownUsers stored = new KnownUsers();
  private final PrincipalDirectory both = PrincipalDirectory.firstOf(mine, stored);

  private static Principal.User user(String path, String name, String id) {
    return KnownUsers.user(ACCOUNT, path, name, id);
  }

  private Optional<Principal> holder(String key) {
    return both.find(new AccessKeyId(key)).map(KeyHolder::holder);
  }

  @Test
  void whomOneKnowsIsFound() {
    Principal.User alice = user("/", "alice", "1");
    Principal.User bob = user("/", "bob", "2");
    mine.with("A", alice);
    stored.with("B", bob);
    assertEquals(mine.find(new AccessKeyId("A")), both.find(new AccessKeyId("A")));
    assertEquals(stored.find(new AccessKeyId("B")), both.find(new AccessKeyId("B")));
    assertEquals(Optional.empty(), holder("C"));
    assertEquals(Optional.of(alice), both.find(ACCOUNT, ALICE));
    assertEquals(Optional.of(bob), both.find(ACCOUNT, new UserName("BOB")));
    assertEquals(Optional.empty(), both.find(OTHER, ALICE));
    assertEquals(new Known.Somebody("1"), both.user(ACCOUNT, alice.arn()));
    assertEquals(new Known.Somebody("2"), both.user(ACCOUNT, bob.arn()));
    assertEquals(new Known.Nobody(), both.user(ACCOUNT, user("/x/", "bob", "2").arn()));
  }

  @Test
  void aKeyThatBothKnowOpensNothing() {
    mine.with("A", user("/", "alice", "1"));
    stored.with("A", user("/", "bob", "2"));
    assertEquals(Optional.empty(), holder("A"));
  }

  @Test
  void aKeyThatBothGiveToOneRootUserOpensNothingEither() {
    mine.with("R", new Principal.Root(ACCOUNT));
    stored.with("R", new Principal.Root(ACCOUNT));
    assertEquals(Optional.empty(), holder("R"));
  }

  @Test
  void aUserWhoseNameTheOtherKnowsIsNobody() {
    for (Principal.User other :
        List.of(user("/", "alice", "2"), user("/staff/", "ALICE", "2"), user("/", "alice", "1"))) {
      mine.keys.clear();
      stored.keys.clear();
      Principal.User alice = user("/", "alice", "1");
      mine.with("A", alice);
      stored.with("B", other);
      assertEquals(Optional.empty(), holder("A"));
      assertEquals(Optional.empty(), holder("B"));
      assertEquals(Optional.empty(), both.find(ACCOUNT, ALICE));
      assertEquals(new Known.Nobody(), both.user(ACCOUNT, alice.arn()));
      assertEquals(new Known.Nobody(), both.user(ACCOUNT, other.arn()));
    }
  }

  @Test
  void aNameOfAnotherAccountIsAnotherName() {
    Principal.User alice = user("/", "alice", "1");
    Principal.User theirs = KnownUsers.user(OTHER, "/", "alice", "2");
    mine.with("A", alice);
    stored.with("B", theirs);
    assertEquals(Optional.of(alice), holder("A"));
    assertEquals(Optional.of(theirs), holder("B"));
  }

  @Test
  void aRootUserIsItsAccountWhoeverKeepsItsKeys() {
    Principal root = new Principal.Root(ACCOUNT);
    mine.with("R", root);
    stored.with("S", root);
    assertEquals(Optional.of(root), holder("R"));
    assertEquals(Optional.of(root), holder("S"));
    assertTrue(both.hasRootUser(ACCOUNT));
    stored.keys.clear();
    assertTrue(both.hasRootUser(ACCOUNT));
    mine.keys.clear();
    assertFalse(both.hasRootUser(ACCOUNT));
  }

  /** One that tells of keys alone beside one that tells all: the one that has the name tells. */
  @Test
  void whoCantTellHasNoNameThatTheOtherHas() {
    PrincipalDirectory half = PrincipalDirectory.firstOf(id -> mine.find(id), stored);
    Principal.User alice = user("/", "alice", "1");
    mine.with("A", alice);
    assertEquals(Optional.of(alice), half.find(new AccessKeyId("A")).map(KeyHolder::holder));
    assertEquals(new Known.Untold(), half.user(ACCOUNT, alice.arn()));
    Principal.User theirs = user("/", "Alice", "2");
    stored.with("B", theirs);
    assertEquals(Optional.empty(), half.find(new AccessKeyId("A")));
    assertEquals(Optional.of(theirs), half.find(new AccessKeyId("B")).map(KeyHolder::holder));
    assertEquals(new Known.Somebody("2"), half.user(ACCOUNT, theirs.arn()));
  }

  @Test
  void ifOneCantBeAskedNeitherIs() {
    PrincipalDirectory down =
        id -> {
          throw new IllegalStateException("nobody can be asked");
        };
    mine.with("A", user("/", "alice", "1"));
    for (PrincipalDirectory half :
        List.of(PrincipalDirectory.firstOf(mine, down), PrincipalDirectory.firstOf(down, mine))) {
      assertThrows(IllegalStateException.class, () -> half.find(new AccessKeyId("A")));
      assertThrows(IllegalStateException.class, () -> half.find(new AccessKeyId("B")));
    }
  }

  @Test
  void threeAreTwoOfWhichOneIsTwo() {
    KnownUsers third = new KnownUsers();
    PrincipalDirectory all = PrincipalDirectory.firstOf(third, both);
    mine.with("A", user("/", "alice", "1"));
    third.with("C", user("/", "Alice", "3"));
    assertEquals(Optional.empty(), all.find(new AccessKeyId("A")));
    assertEquals(Optional.empty(), all.find(new AccessKeyId("C")));
    assertEquals(
        new Known.Nobody(), all.user(ACCOUNT, Arn.parse("arn:aws:iam::111122223333:user/alice")));
  }
}
