package io.sallyport.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.document.Document;
import io.sallyport.entity.Authority;
import io.sallyport.entity.Foundation;
import io.sallyport.entity.StoredRoles;
import io.sallyport.error.ConflictException;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.error.UnavailableException;
import io.sallyport.id.RandomIds;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.storage.Bytes;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Write;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.TroubledStore.Trouble;
import io.sallyport.testing.UnkeptDocuments;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RoleManagerTest {
  private static final RoleName NAME = new RoleName("S3Access");
  private static final PolicyName POLICY = new PolicyName("Policy1");
  private static final String TRUST = Installation.trusting(Installation.TESTER2);
  private static final String ALLOW = Installation.ALL_OF_S3;

  private final TroubledStore store = new TroubledStore();
  private final RoleManager roles = roles(AccountId.EMPTY);

  @Test
  void aRoleIsAsItWasCreated() {
    Role created =
        roles.create(
            CreateRoleRequest.of("S3Access", TRUST)
                .withPath("/application_abc/component_xyz/")
                .withDescription("S3 for the application")
                .withMaxSessionDuration(Duration.ofHours(2)));
    assertEquals(
        "arn:aws:iam:::role/application_abc/component_xyz/S3Access", created.arn().toString());
    assertEquals(created, roles.get(NAME));
    assertEquals(TRUST, created.trustPolicy().text());
    assertEquals(Duration.ofHours(2), created.maxSessionDuration());
  }

  @Test
  void aNameIsTakenWhateverItsCaseAndPath() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    ConflictException refusal =
        assertThrows(
            ConflictException.class,
            () -> roles.create(CreateRoleRequest.of("s3access", TRUST).withPath("/other/")));
    assertEquals("EntityAlreadyExists", refusal.code());
    assertEquals(1, roles.list("/", PageRequest.FIRST).items().size());
  }

  @Test
  void anAccountSeesNothingOfAnother() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    RoleManager others = roles(new AccountId("123456789012"));
    assertTrue(others.find(NAME).isEmpty());
    assertTrue(others.list("/", PageRequest.FIRST).items().isEmpty());
    assertThrows(NoSuchEntityException.class, () -> others.delete(NAME));
  }

  @Test
  void whatIsNotThereIsNamed() {
    NoSuchEntityException refusal =
        assertThrows(NoSuchEntityException.class, () -> roles.get(NAME));
    assertEquals("the role \"S3Access\" does not exist", refusal.getMessage());
    for (Runnable call :
        List.<Runnable>of(
            () -> roles.delete(NAME),
            () -> roles.updateTrustPolicy(NAME, TRUST),
            () -> roles.putPolicy(NAME, POLICY, ALLOW),
            () -> roles.getPolicy(NAME, POLICY),
            this::inlinePolicies,
            () -> roles.deletePolicy(NAME, POLICY))) {
      assertThrows(NoSuchEntityException.class, call::run);
    }
  }

  @Test
  void policiesArePutReplacedListedAndDeletedAndKeptByteForByte() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    String spaced = " " + ALLOW.replace(",", " ,\n ");
    roles.putPolicy(NAME, POLICY, ALLOW);
    roles.putPolicy(NAME, POLICY, spaced);
    roles.putPolicy(NAME, new PolicyName("Another"), ALLOW);
    assertEquals(spaced, roles.getPolicy(NAME, POLICY));
    assertEquals(List.of(new PolicyName("Another"), POLICY), inlinePolicies());
    roles.deletePolicy(NAME, POLICY);
    assertThrows(NoSuchEntityException.class, () -> roles.getPolicy(NAME, POLICY));
    assertThrows(NoSuchEntityException.class, () -> roles.deletePolicy(NAME, POLICY));
  }

  @Test
  void aRoleWithPoliciesIsNotDeletedAndOneWithoutLeavesNothingBehind() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    roles.putPolicy(NAME, POLICY, ALLOW);
    ConflictException refusal = assertThrows(ConflictException.class, () -> roles.delete(NAME));
    assertEquals("DeleteConflict", refusal.code());
    roles.deletePolicy(NAME, POLICY);
    roles.delete(NAME);
    assertTrue(store.list(KeyRange.all(), 10).entries().isEmpty());
  }

  @Test
  void aRoleThatIsCreatedAgainIsAnotherRole() {
    Role first = roles.create(CreateRoleRequest.of("S3Access", TRUST));
    roles.delete(NAME);
    Role second = roles.create(CreateRoleRequest.of("S3Access", TRUST));
    assertFalse(first.id().equals(second.id()));
  }

  @Test
  void rolesAreListedByAnyBeginningOfTheirPath() {
    for (String path : List.of("/", "/application_abc/", "/application_xyz/", "/other/")) {
      roles.create(CreateRoleRequest.of("r" + path.replace('/', '-'), TRUST).withPath(path));
    }
    assertEquals(2, roles.list("/application", PageRequest.FIRST).items().size());
    assertEquals(1, roles.list("/application_abc/", PageRequest.FIRST).items().size());
    assertEquals(4, roles.list("/", PageRequest.FIRST).items().size());
    assertEquals(0, roles.list("/nothing", PageRequest.FIRST).items().size());
    for (String prefix : List.of("app", "/" + "a".repeat(512), "/a b", "/\n")) {
      assertThrows(InvalidInputException.class, () -> roles.list(prefix, PageRequest.FIRST));
    }
  }

  @Test
  void pagesAnswerEveryRoleOnce() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      names.add("role%02d".formatted(i));
      roles.create(CreateRoleRequest.of(names.get(i), TRUST));
    }
    List<String> listed = new ArrayList<>();
    PageRequest page = new PageRequest(10, "");
    Listing<Role> answer;
    do {
      answer = roles.list("/", page);
      answer.items().forEach(role -> listed.add(role.name().value()));
      page = page.from(answer.marker());
    } while (answer.isTruncated());
    assertEquals(names, listed);
  }

  @Test
  void aMarkerThatWasNotGivenIsRefused() {
    for (String marker : List.of("x", "!", "cm9sZQ", "_____w")) {
      assertThrows(InvalidInputException.class, () -> roles.list("/", new PageRequest(10, marker)));
    }
  }

  @Test
  void policiesThatAreNoneAreRefusedAndChangeNothing() {
    assertThrows(
        MalformedPolicyDocumentException.class,
        () -> roles.create(CreateRoleRequest.of("S3Access", "{}")));
    Role role = roles.create(CreateRoleRequest.of("S3Access", TRUST));
    assertThrows(
        MalformedPolicyDocumentException.class, () -> roles.putPolicy(NAME, POLICY, "{\"a\":1}"));
    assertThrows(
        MalformedPolicyDocumentException.class, () -> roles.updateTrustPolicy(NAME, ALLOW));
    assertEquals(role, roles.get(NAME));
  }

  @Test
  void policiesThatAreTooLongTogetherAreRefused() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    String resource = "arn:aws:s3:::" + "b".repeat(9_000);
    roles.putPolicy(NAME, POLICY, ALLOW.replace("arn:aws:s3:::*", resource));
    assertThrows(
        LimitExceededException.class,
        () ->
            roles.putPolicy(
                NAME, new PolicyName("More"), ALLOW.replace("arn:aws:s3:::*", resource)));
    roles.putPolicy(NAME, new PolicyName("More"), ALLOW + " ".repeat(9_000));
  }

  @Test
  void aFieldThatANewerVersionWroteSurvivesAnUpdate() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    Entry entry = store.list(KeyRange.under("role"), 1).entries().get(0);
    ObjectNode json = Document.of(entry).json();
    json.putObject("lastUsed").put("region", "eu-central-1");
    store.commit(Commit.of(new Write.Replace(entry.key(), Document.bytes(json), entry.revision())));
    roles.putPolicy(NAME, POLICY, ALLOW);
    Bytes after = store.get(entry.key()).orElseThrow().value();
    assertEquals(
        "eu-central-1",
        Document.parse(after.text(), "role").json().path("lastUsed").path("region").asText());
  }

  @Test
  void aDocumentThatCannotBeReadIsAnErrorAndNotAnAbsence() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    Entry entry = store.list(KeyRange.under("role"), 1).entries().get(0);
    for (String text : List.of("", "{", "[]", "{\"schema\":2}", "{\"schema\":1}")) {
      Entry now = store.get(entry.key()).orElseThrow();
      store.commit(Commit.of(new Write.Replace(now.key(), Bytes.utf8(text), now.revision())));
      assertThrows(UnavailableException.class, () -> roles.find(NAME));
    }
  }

  @Test
  void changesMadeAtTheSameTimeAreAllKept() throws Exception {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<?>> changes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      PolicyName policy = new PolicyName("P" + i);
      changes.add(pool.submit(() -> roles.putPolicy(NAME, policy, ALLOW)));
    }
    for (Future<?> change : changes) {
      change.get();
    }
    assertEquals(40, inlinePolicies().size());
    pool.shutdown();
  }

  @Test
  void ofTwoCreatedAtTheSameTimeOneIsRefused() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    for (int i = 0; i < 50; i++) {
      String name = "role" + i;
      List<Future<Boolean>> both =
          pool.invokeAll(List.of(() -> creates(name), () -> creates(name)));
      assertTrue(both.get(0).get() ^ both.get(1).get());
    }
    pool.shutdown();
  }

  @Test
  void aCommitThatIsLostInSilenceIsMadeAgain() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    store.nextCommits(Trouble.LOST_IN_SILENCE, Trouble.LOST_IN_SILENCE);
    roles.putPolicy(NAME, POLICY, ALLOW);
    store.nextCommits(Trouble.LOST_IN_SILENCE);
    roles.deletePolicy(NAME, POLICY);
    store.nextCommits(Trouble.LOST_IN_SILENCE);
    roles.delete(NAME);
    assertTrue(roles.find(NAME).isEmpty());
  }

  @Test
  void aCommitThatIsMadeInSilenceIsNoConflictWithItself() {
    store.nextCommits(Trouble.MADE_IN_SILENCE);
    Role role = roles.create(CreateRoleRequest.of("S3Access", TRUST));
    assertEquals(role, roles.get(NAME));
    store.nextCommits(Trouble.MADE_IN_SILENCE);
    roles.putPolicy(NAME, POLICY, ALLOW);
    assertEquals(List.of(POLICY), inlinePolicies());
    store.nextCommits(Trouble.MADE_IN_SILENCE);
    roles.deletePolicy(NAME, POLICY);
    store.nextCommits(Trouble.MADE_IN_SILENCE);
    roles.delete(NAME);
    assertTrue(roles.find(NAME).isEmpty());
  }

  /** It may have been made, and the role made again since: nobody can tell. */
  @Test
  void aDeletionThatWasLostWhileOthersChangedTheRoleIsSaidToBeUncertain() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    store.meanwhile(() -> roles.updateTrustPolicy(NAME, TRUST));
    store.nextCommits(Trouble.LOST_IN_SILENCE);
    assertThrows(UnavailableException.class, () -> roles.delete(NAME));
    assertTrue(roles.find(NAME).isPresent());
    roles.delete(NAME);
    assertTrue(roles.find(NAME).isEmpty());
  }

  /** It may have been made, and deleted since: making it again would bring back a deleted role. */
  @Test
  void aCreationThatCannotBeFoundIsNotMadeAgain() {
    CreateRoleRequest request = CreateRoleRequest.of("S3Access", TRUST);
    store.nextCommits(Trouble.LOST_IN_SILENCE);
    assertThrows(UnavailableException.class, () -> roles.create(request));
    assertTrue(roles.find(NAME).isEmpty());
    store.meanwhile(() -> roles.delete(NAME));
    store.nextCommits(Trouble.MADE_IN_SILENCE);
    assertThrows(UnavailableException.class, () -> roles.create(request));
    assertTrue(roles.find(NAME).isEmpty());
    assertEquals(roles.create(request), roles.get(NAME));
  }

  @Test
  void aCommitThatArrivesLateIsNoConflictWithItself() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    store.nextCommits(Trouble.LATE);
    roles.putPolicy(NAME, POLICY, ALLOW);
    store.nextCommits(Trouble.LATE);
    roles.deletePolicy(NAME, POLICY);
    store.nextCommits(Trouble.LATE);
    roles.delete(NAME);
    assertTrue(roles.find(NAME).isEmpty());
  }

  @Test
  void aDocumentThatLostItsPoliciesIsAnErrorAndNotARoleWithoutAny() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    for (String policies : List.of("null", "[]", "[\"x\"]", "{\"P\":1}", "{\"a/b\":\"{}\"}")) {
      Entry now = store.list(KeyRange.under("role"), 1).entries().get(0);
      String text =
          now.value().text().replaceFirst("\"policies\":.*\\}", "\"policies\":" + policies + "}");
      store.commit(Commit.of(new Write.Replace(now.key(), Bytes.utf8(text), now.revision())));
      assertThrows(UnavailableException.class, () -> roles.find(NAME), policies);
    }
  }

  @Test
  void aDocumentWithoutAnyOfItsFieldsIsAnErrorAndNotARoleWithoutTheLimit() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    Entry entry = store.list(KeyRange.under("role"), 1).entries().get(0);
    ObjectNode whole = Document.of(entry).json();
    List<String> known = new ArrayList<>();
    whole.fieldNames().forEachRemaining(known::add);
    assertTrue(known.remove("change"));
    for (String field : known) {
      Entry now = store.get(entry.key()).orElseThrow();
      Bytes without = Document.bytes(whole.deepCopy().without(field));
      store.commit(Commit.of(new Write.Replace(now.key(), without, now.revision())));
      assertThrows(UnavailableException.class, () -> roles.find(NAME), field);
    }
  }

  @Test
  void aDocumentThatLostItsLongestSessionIsAnErrorAndNotARoleOfNone() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    for (String duration :
        List.of("", "\"maxSessionDuration\":\"3600\",", "\"maxSessionDuration\":0,")) {
      Entry now = store.list(KeyRange.under("role"), 1).entries().get(0);
      String text =
          now.value()
              .text()
              .replaceFirst(
                  "(\"maxSessionDuration\":[^,]*,)?\"policies\"", duration + "\"policies\"");
      store.commit(Commit.of(new Write.Replace(now.key(), Bytes.utf8(text), now.revision())));
      assertThrows(UnavailableException.class, () -> roles.find(NAME), duration);
    }
  }

  @Test
  void aPolicyThatCanNoMoreBeReadIsShownAndCanBeReplaced() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    Entry now = store.list(KeyRange.under("role"), 1).entries().get(0);
    String text = now.value().text().replace("2012-10-17", "2034-01-01");
    store.commit(Commit.of(new Write.Replace(now.key(), Bytes.utf8(text), now.revision())));
    assertEquals(TRUST.replace("2012-10-17", "2034-01-01"), roles.get(NAME).trustPolicy().text());
    roles.updateTrustPolicy(NAME, TRUST);
    assertEquals(TRUST, roles.get(NAME).trustPolicy().text());
  }

  @Test
  void aDocumentThatTheStoreCouldNotTakeIsRefused() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    assertThrows(
        LimitExceededException.class,
        () -> roles.putPolicy(NAME, POLICY, ALLOW + " ".repeat(70_000)));
    assertEquals(List.of(), inlinePolicies());
  }

  @Test
  void aCommitThatOthersOvertookInSilenceIsSaidToBeUncertain() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    store.meanwhile(() -> roles.putPolicy(NAME, new PolicyName("Others"), ALLOW));
    store.nextCommits(Trouble.MADE_IN_SILENCE);
    IamException refusal =
        assertThrows(IamException.class, () -> roles.putPolicy(NAME, POLICY, ALLOW));
    assertEquals(503, refusal.httpStatus());
    assertTrue(refusal.getMessage().contains("may or may not"));
  }

  @Test
  void aStoreThatDoesNotAnswerIsUnavailableAndNeverEmpty() {
    roles.create(CreateRoleRequest.of("S3Access", TRUST));
    store.nextCommits(Trouble.UNAVAILABLE);
    assertThrows(UnavailableException.class, () -> roles.putPolicy(NAME, POLICY, ALLOW));
    store.stopAnswering();
    assertThrows(UnavailableException.class, () -> roles.find(NAME));
    assertThrows(UnavailableException.class, () -> roles.list("/", PageRequest.FIRST));
  }

  private List<PolicyName> inlinePolicies() {
    return roles.listPolicies(NAME, PageRequest.FIRST).items();
  }

  private boolean creates(String name) {
    try {
      roles.create(CreateRoleRequest.of(name, TRUST));
      return true;
    } catch (ConflictException e) {
      return false;
    }
  }

  private RoleManager roles(AccountId account) {
    return new StoredRoles(
        account,
        Foundation.of(
            UnkeptDocuments.of(store), new RandomIds(new SecureRandom()), new SettableClock()),
        Authority.UNCHECKED);
  }
}
