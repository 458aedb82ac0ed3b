package io.sallyport.group;

import static io.sallyport.testing.Installation.ALL_OF_S3;
import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.TESTER1;
import static io.sallyport.testing.Installation.TESTER2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.error.ConflictException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.GroupName;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.Write;
import io.sallyport.testing.Installation;
import io.sallyport.testing.TroubledStore;
import io.sallyport.user.User;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupManagerTest {
  private static final GroupName READERS = new GroupName("Readers");

  private final TroubledStore store = new TroubledStore();
  private final Installation installation = new Installation(store);
  private final GroupManager groups = installation.sallyport.groups();

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aMemberMayDoWhatItsGroupMay() {
    Group group = groups.create(READERS);
    assertTrue(group.id().value().startsWith("AGPA"), group.id()::value);
    groups.putPolicy(READERS, POLICY, ALL_OF_S3);
    assertFalse(mayRead());
    groups.addUser(READERS, TESTER2);
    groups.addUser(new GroupName("readers"), TESTER2);
    assertTrue(mayRead());
    assertEquals(List.of(TESTER2), members());
    groups.update(READERS, Renaming.to(new GroupName("Others")));
    assertTrue(mayRead());
    assertThrows(NoSuchEntityException.class, () -> groups.removeUser(READERS, TESTER2));
    groups.removeUser(new GroupName("Others"), TESTER2);
    assertFalse(mayRead());
  }

  @Test
  void aPolicyThatIsAttachedToAGroupIsItsMembers() {
    groups.create(READERS);
    groups.addUser(READERS, TESTER2);
    groups.attachPolicy(READERS, PolicyArn.builtIn("AmazonS3ReadOnlyAccess"));
    assertTrue(mayRead());
    groups.detachPolicy(READERS, PolicyArn.builtIn("AmazonS3ReadOnlyAccess"));
    assertFalse(mayRead());
  }

  @Test
  void whoseGroupCannotBeReadMayDoNothing() {
    installation.sallyport.users().putPolicy(TESTER2, POLICY, ALL_OF_S3);
    groups.create(READERS);
    groups.addUser(READERS, TESTER2);
    assertTrue(mayRead());
    Entry group = store.get(Key.of("group", "", "readers")).orElseThrow();
    store.commit(Commit.of(new Write.Delete(group.key(), group.revision())));
    try (Sallyport other =
        Sallyport.builder()
            .store(store)
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .build()) {
      assertFalse(
          other
              .access()
              .decide(
                  other.principal(TESTER2),
                  "s3:GetObject",
                  "arn:aws:s3:::photos/1.jpg",
                  RequestContext.empty())
              .isAllowed());
    }
  }

  @Test
  void aGroupWithMembersOrPoliciesIsNotDeletedNorAUserInOne() {
    groups.create(READERS);
    groups.addUser(READERS, TESTER2);
    assertThrows(ConflictException.class, () -> groups.delete(READERS));
    UserName bob = new UserName("bob");
    installation.sallyport.users().create(bob);
    groups.addUser(READERS, bob);
    assertThrows(ConflictException.class, () -> installation.sallyport.users().delete(bob));
    groups.removeUser(READERS, bob);
    installation.sallyport.users().delete(bob);
    groups.removeUser(READERS, TESTER2);
    groups.putPolicy(READERS, POLICY, ALL_OF_S3);
    assertThrows(ConflictException.class, () -> groups.delete(READERS));
    groups.deletePolicy(READERS, POLICY);
    groups.delete(READERS);
    assertTrue(groups.find(READERS).isEmpty());
  }

  @Test
  void aMemberOfAnotherNameStaysInItsGroups() {
    groups.create(READERS);
    groups.addUser(READERS, TESTER2);
    UserName carol = new UserName("carol");
    installation.sallyport.users().update(TESTER2, Renaming.to(carol));
    assertEquals(List.of(carol), members());
    assertEquals(
        List.of(READERS),
        groups.listFor(carol, PageRequest.FIRST).items().stream().map(Group::name).toList());
  }

  @Test
  void aUserIsInTenGroupsAtMost() {
    for (int i = 0; i < 10; i++) {
      groups.create(new GroupName("G" + i));
      groups.addUser(new GroupName("G" + i), TESTER1);
    }
    groups.create(READERS);
    assertThrows(LimitExceededException.class, () -> groups.addUser(READERS, TESTER1));
    assertEquals(10, groups.listFor(TESTER1, PageRequest.FIRST).items().size());
  }

  private List<UserName> members() {
    GroupName name = groups.list("/", PageRequest.FIRST).items().get(0).name();
    return groups.listUsers(name, PageRequest.FIRST).items().stream().map(User::name).toList();
  }

  private boolean mayRead() {
    return installation.mayRead(TESTER2);
  }
}
