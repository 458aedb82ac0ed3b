package io.sallyport.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.AccessKeyStatus;
import io.sallyport.credential.SecretKey;
import io.sallyport.document.Documents;
import io.sallyport.entity.Authority;
import io.sallyport.entity.Foundation;
import io.sallyport.entity.KeyUses;
import io.sallyport.entity.StoredPrincipals;
import io.sallyport.entity.StoredUsers;
import io.sallyport.error.ConflictException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.error.UnavailableException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.UserName;
import io.sallyport.keyring.KeyRing;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.Key;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Write;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.TroubledStore.Trouble;
import io.sallyport.testing.UnkeptDocuments;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UserManagerTest {
  private static final UserName ALICE = new UserName("alice");
  private static final UserName BOB = new UserName("bob");
  private static final PolicyName POLICY = new PolicyName("Policy1");

  private final TroubledStore store = new TroubledStore();
  private final Documents documents = UnkeptDocuments.of(store);
  private final KeyRing keys =
      KeyRing.open(
          documents,
          MasterKey.of(new byte[MasterKey.LENGTH]),
          new SecureRandom(),
          new SettableClock());
  private final UserManager users =
      new StoredUsers(
          AccountId.EMPTY,
          Foundation.of(documents, new RandomIds(new SecureRandom()), new SettableClock()),
          keys,
          new KeyUses(documents, new SettableClock()),
          Authority.UNCHECKED);
  private final PrincipalDirectory directory = StoredPrincipals.alone(documents, keys);

  @Test
  void aUserIsFoundByItsAccessKey() {
    users.create(ALICE);
    users.putPolicy(ALICE, POLICY, Installation.ALL_OF_S3);
    AccessKey key = users.createAccessKey(ALICE);
    assertEquals(directory.find(AccountId.EMPTY, ALICE).orElseThrow(), holder(key.id()).holder());
    assertEquals(key.secret(), holder(key.id()).secret());
  }

  @Test
  void aSecretIsNeverInTheStoreInTheClear() {
    users.create(ALICE);
    AccessKey key = users.createAccessKey(ALICE);
    String stored =
        store.list(KeyRange.all(), 100).entries().stream()
            .map(entry -> entry.value().text())
            .collect(Collectors.joining("\n"));
    byte[] secret = key.secret().reveal().getBytes(UTF_8);
    assertTrue(stored.contains(key.id().value()), stored);
    assertFalse(stored.contains(key.secret().reveal()));
    assertFalse(stored.contains(Base64.getEncoder().withoutPadding().encodeToString(secret)));
  }

  @Test
  void aDeletedKeyOpensNothing() {
    users.create(ALICE);
    AccessKey key = users.createAccessKey(ALICE);
    users.deleteAccessKey(ALICE, key.id());
    assertTrue(directory.find(key.id()).isEmpty());
    assertThrows(NoSuchEntityException.class, () -> users.deleteAccessKey(ALICE, key.id()));
  }

  @Test
  void nobodyDeletesAnothersKey() {
    users.create(ALICE);
    users.create(BOB);
    AccessKey key = users.createAccessKey(ALICE);
    assertThrows(NoSuchEntityException.class, () -> users.deleteAccessKey(BOB, key.id()));
    assertTrue(directory.find(key.id()).isPresent());
  }

  @Test
  void aDocumentThatLostItsPoliciesOrKeysIsAnErrorAndNotAUserWithoutAny() {
    users.create(ALICE);
    Entry whole = store.list(KeyRange.under("user"), 1).entries().get(0);
    for (String lost : List.of("policies", "accessKeys", "groups", "caps", "boundary")) {
      Entry now = store.get(whole.key()).orElseThrow();
      String text = whole.value().text().replace("\"" + lost + "\"", "\"x\"");
      store.commit(Commit.of(new Write.Replace(now.key(), Bytes.utf8(text), now.revision())));
      assertThrows(UnavailableException.class, () -> users.delete(ALICE), lost);
      assertThrows(UnavailableException.class, () -> users.createAccessKey(ALICE), lost);
    }
  }

  @Test
  void anImportedKeyKeepsItsIdAndTakesNobodysElse() {
    users.create(ALICE);
    users.create(BOB);
    AccessKey key = new AccessKey(new AccessKeyId("TESTER"), SecretKey.of("test123"));
    users.importAccessKey(ALICE, key);
    assertEquals(directory.find(AccountId.EMPTY, ALICE).orElseThrow(), holder(key.id()).holder());
    assertThrows(ConflictException.class, () -> users.importAccessKey(BOB, key));
  }

  @Test
  void aUserHasTwoKeysAtTheMost() {
    users.create(ALICE);
    users.createAccessKey(ALICE);
    users.createAccessKey(ALICE);
    assertThrows(LimitExceededException.class, () -> users.createAccessKey(ALICE));
  }

  @Test
  void aUserWithKeysOrPoliciesIsNotDeleted() {
    users.create(ALICE);
    AccessKey key = users.createAccessKey(ALICE);
    assertThrows(ConflictException.class, () -> users.delete(ALICE));
    users.deleteAccessKey(ALICE, key.id());
    users.putPolicy(ALICE, POLICY, Installation.ALL_OF_S3);
    assertThrows(ConflictException.class, () -> users.delete(ALICE));
    users.deletePolicy(ALICE, POLICY);
    users.delete(ALICE);
    assertTrue(users.find(ALICE).isEmpty());
  }

  @Test
  void anOldKeyDoesNotOpenANewUserOfTheSameName() {
    users.create(ALICE);
    AccessKey key = users.createAccessKey(ALICE);
    Entry user = store.get(Key.of("user", "", "alice")).orElseThrow();
    store.commit(Commit.of(new Write.Delete(user.key(), user.revision())));
    users.create(ALICE);
    assertTrue(directory.find(key.id()).isEmpty());
  }

  @Test
  void aSecretThatWasMovedToAnotherKeyOpensNothing() {
    users.create(ALICE);
    AccessKey first = users.createAccessKey(ALICE);
    Entry stored = store.get(Key.of("access-key", first.id().value())).orElseThrow();
    store.commit(Commit.of(new Write.Create(Key.of("access-key", "STOLEN"), stored.value())));
    assertThrows(UnavailableException.class, () -> directory.find(new AccessKeyId("STOLEN")));
  }

  @Test
  void aKeyWhoseCommitWasUncertainIsThereOnce() {
    users.create(ALICE);
    store.nextCommits(Trouble.MADE_IN_SILENCE);
    AccessKey key = users.createAccessKey(ALICE);
    assertTrue(directory.find(key.id()).isPresent());
    users.createAccessKey(ALICE);
    assertThrows(LimitExceededException.class, () -> users.createAccessKey(ALICE));
  }

  @Test
  void anInactiveKeyOpensNothingUntilItIsActiveAgain() {
    users.create(ALICE);
    AccessKey key = users.createAccessKey(ALICE);
    users.updateAccessKey(ALICE, key.id(), AccessKeyStatus.INACTIVE);
    assertTrue(directory.find(key.id()).isEmpty());
    assertEquals(AccessKeyStatus.INACTIVE, users.listAccessKeys(ALICE).get(0).status());
    users.updateAccessKey(ALICE, key.id(), AccessKeyStatus.ACTIVE);
    assertEquals(key.secret(), holder(key.id()).secret());
  }

  @Test
  void aUserOfAnotherNameIsTheSame() {
    User alice = users.create(ALICE);
    users.create(BOB);
    users.putPolicy(ALICE, POLICY, Installation.ALL_OF_S3);
    AccessKey key = users.createAccessKey(ALICE);
    UserName carol = new UserName("Carol");
    users.update(ALICE, new Renaming<>(Optional.of(carol), Optional.of(new EntityPath("/a/"))));
    assertTrue(users.find(ALICE).isEmpty());
    assertEquals(alice.id(), users.get(carol).id());
    assertEquals("arn:aws:iam:::user/a/Carol", holder(key.id()).holder().name());
    assertEquals(Installation.ALL_OF_S3, users.getPolicy(carol, POLICY));
    assertThrows(ConflictException.class, () -> users.update(carol, Renaming.to(BOB)));
    users.update(carol, Renaming.to(new UserName("CAROL")));
    assertEquals("CAROL", users.get(carol).name().value());
    users.deleteAccessKey(carol, key.id());
    assertTrue(directory.find(key.id()).isEmpty());
  }

  @Test
  void usersAreListedByNameWhateverTheirCaseAndPath() {
    for (String name : List.of("b", "A", "c", "D")) {
      users.create(
          CreateUserRequest.of(new UserName(name))
              .withPath(new EntityPath(name.equals("A") ? "/" : "/x/")));
    }
    assertEquals(List.of("A", "b", "c", "D"), names("/", 100));
    assertEquals(List.of("b", "c", "D"), names("/x", 1));
    assertThrows(InvalidInputException.class, () -> users.list("x", PageRequest.FIRST));
  }

  private List<String> names(String prefix, int atOnce) {
    List<String> names = new ArrayList<>();
    PageRequest page = new PageRequest(atOnce, "");
    while (true) {
      Listing<User> listing = users.list(prefix, page);
      listing.items().forEach(user -> names.add(user.name().value()));
      if (!listing.isTruncated()) {
        return names;
      }
      page = page.from(listing.marker());
    }
  }

  @Test
  void capabilitiesComeAndGoOneByOne() {
    users.create(ALICE);
    assertEquals("", users.caps(ALICE).toString());
    users.addCaps(ALICE, AdminCaps.parse("roles=*;users=read"));
    assertEquals(
        "roles=*;users=*", users.addCaps(ALICE, AdminCaps.parse("users=write")).toString());
    assertEquals(
        "roles=read", users.removeCaps(ALICE, AdminCaps.parse("users=*; roles=write")).toString());
    assertThrows(InvalidInputException.class, () -> AdminCaps.parse("buckets=read"));
    assertThrows(InvalidInputException.class, () -> AdminCaps.parse("roles"));
    assertThrows(InvalidInputException.class, () -> AdminCaps.parse("roles=all"));
  }

  private KeyHolder holder(AccessKeyId id) {
    return directory.find(id).orElseThrow();
  }
}
