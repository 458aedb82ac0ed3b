package io.sallyport.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.ConflictException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.managed.PolicyFilter.Scope;
import io.sallyport.testing.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagedPolicyTest {
  private static final String ALLOW = Installation.ALL_OF_S3;
  private static final PolicyArn S3 = new PolicyArn("arn:aws:iam:::policy/S3");
  private static final PolicyArn BUILT_IN = PolicyArn.builtIn("AmazonS3FullAccess");
  private static final PolicyVersionId V1 = PolicyVersionId.of(1);
  private static final PolicyVersionId V2 = PolicyVersionId.of(2);

  private final Installation installation = new Installation();
  private final ManagedPolicyManager policies = installation.sallyport.policies();

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aPolicyIsAsItWasCreated() {
    ManagedPolicy created =
        policies.create(
            CreatePolicyRequest.of("S3", " " + ALLOW)
                .withPath("/a/b/")
                .withDescription("all of S3")
                .withTags(Tags.of(new Tag("k", "v"))));
    assertEquals("arn:aws:iam:::policy/a/b/S3", created.arn().value());
    assertTrue(created.id().value().startsWith("ANPA"));
    assertEquals(created, policies.get(created.arn()));
    assertEquals(" " + ALLOW, policies.getVersion(created.arn(), V1).document());
    assertEquals(0, created.attachments());
  }

  @Test
  void aNameIsTakenWhateverItsCaseAndPathAndNoIdIsGivenAgain() {
    ManagedPolicy first = policies.create(CreatePolicyRequest.of("S3", ALLOW));
    ConflictException refusal =
        assertThrows(
            ConflictException.class,
            () -> policies.create(CreatePolicyRequest.of("s3", ALLOW).withPath("/p/")));
    assertEquals("EntityAlreadyExists", refusal.code());
    policies.delete(S3);
    assertFalse(first.id().equals(policies.create(CreatePolicyRequest.of("S3", ALLOW)).id()));
  }

  @Test
  void onlyItsVeryArnIsAPolicys() {
    policies.create(CreatePolicyRequest.of("S3", ALLOW));
    for (String other :
        List.of(
            "arn:aws:iam:::policy/s3",
            "arn:aws:iam:::policy/p/S3",
            "arn:aws:iam::111122223333:policy/S3",
            "arn:aws:iam::aws:policy/S3")) {
      assertThrows(NoSuchEntityException.class, () -> policies.get(new PolicyArn(other)), other);
    }
    for (String none : List.of("S3", "arn:aws:iam:::role/S3", "arn:aws:iam:::policy/", "")) {
      assertThrows(InvalidInputException.class, () -> new PolicyArn(none), none);
    }
    ManagedPolicyManager others =
        installation.sallyport.in(new AccountId("111122223333")).policies();
    assertThrows(NoSuchEntityException.class, () -> others.get(S3));
    assertThrows(NoSuchEntityException.class, () -> others.delete(S3));
  }

  @Test
  void aPolicyHasUpToFiveVersionsOfWhichOneActs() {
    policies.create(CreatePolicyRequest.of("S3", ALLOW));
    assertFalse(policies.createVersion(S3, ALLOW + " ").isDefault());
    assertEquals(V1, policies.get(S3).defaultVersion());
    assertTrue(policies.createDefaultVersion(S3, ALLOW + "  ").isDefault());
    policies.createVersion(S3, ALLOW);
    policies.createVersion(S3, ALLOW);
    assertThrows(LimitExceededException.class, () -> policies.createVersion(S3, ALLOW));
    assertThrows(ConflictException.class, () -> policies.deleteVersion(S3, PolicyVersionId.of(3)));
    policies.deleteVersion(S3, V2);
    assertThrows(NoSuchEntityException.class, () -> policies.deleteVersion(S3, V2));
    assertThrows(NoSuchEntityException.class, () -> policies.getVersion(S3, V2));
    assertThrows(NoSuchEntityException.class, () -> policies.setDefaultVersion(S3, V2));
    assertEquals("v6", policies.createVersion(S3, ALLOW).id().value());
    policies.setDefaultVersion(S3, V1);
    assertEquals(
        List.of("v1", "v3", "v4", "v5", "v6"),
        policies.listVersions(S3, PageRequest.FIRST).items().stream()
            .map(version -> version.id().value())
            .toList());
    assertThrows(ConflictException.class, () -> policies.delete(S3));
  }

  @Test
  void aVersionIsAPolicyAndNoLongerThanAllowed() {
    assertThrows(
        MalformedPolicyDocumentException.class,
        () -> policies.create(CreatePolicyRequest.of("S3", "{}")));
    String longest = ALLOW.replace("\"arn:aws:s3:::*\"", "\"arn:aws:s3:::%s\"");
    int rest = ManagedPolicyManager.MAX_LENGTH - longest.length() + 2;
    policies.create(CreatePolicyRequest.of("S3", longest.formatted("a".repeat(rest))));
    assertThrows(
        LimitExceededException.class,
        () -> policies.createVersion(S3, longest.formatted("a".repeat(rest + 1))));
  }

  @Test
  void nobodyChangesWhatIsBuiltIn() {
    assertEquals(V1, policies.get(BUILT_IN).defaultVersion());
    assertTrue(policies.getVersion(BUILT_IN, V1).document().contains("s3:*"));
    assertThrows(AccessDeniedException.class, () -> policies.delete(BUILT_IN));
    assertThrows(AccessDeniedException.class, () -> policies.createVersion(BUILT_IN, ALLOW));
    assertThrows(
        AccessDeniedException.class, () -> policies.tag(BUILT_IN, Tags.of(new Tag("k", "v"))));
  }

  @Test
  void listsAreInTheOrderOfNamesAndEveryPageSequenceIsWhole() {
    for (String name : List.of("b", "A", "amazonS3FullAccess", "c", "IAMZ")) {
      policies.create(CreatePolicyRequest.of(name, ALLOW).withPath(name.equals("A") ? "/z/" : "/"));
    }
    List<String> all =
        List.of(
            "A",
            "amazonS3FullAccess",
            "AmazonS3FullAccess",
            "AmazonS3ReadOnlyAccess",
            "b",
            "c",
            "IAMFullAccess",
            "IAMReadOnlyAccess",
            "IAMZ");
    for (int size = 1; size < 11; size++) {
      assertEquals(all, names(PolicyFilter.ALL, size));
    }
    assertEquals(
        List.of("A", "amazonS3FullAccess", "b", "c", "IAMZ"),
        names(PolicyFilter.ALL.withScope(Scope.OWN), 2));
    assertEquals(4, names(PolicyFilter.ALL.withScope(Scope.BUILT_IN), 1).size());
    assertEquals(List.of("A"), names(PolicyFilter.ALL.withPathPrefix("/z"), 3));
    assertThrows(
        InvalidInputException.class,
        () -> policies.list(PolicyFilter.ALL, PageRequest.FIRST.from("no such place")));
  }

  private List<String> names(PolicyFilter filter, int size) {
    List<String> names = new ArrayList<>();
    PageRequest request = new PageRequest(size, "");
    do {
      Listing<ManagedPolicy> page = policies.list(filter, request);
      assertTrue(page.items().size() <= size);
      page.items().forEach(policy -> names.add(policy.name().value()));
      request = request.from(page.marker());
    } while (!request.marker().isEmpty());
    return names;
  }

  @Test
  void whoHasAPolicyIsCountedAndNamedAndKeepsItFromDeletion() {
    policies.create(CreatePolicyRequest.of("S3", ALLOW));
    installation.createRole();
    installation.sallyport.roles().attachPolicy(Installation.ROLE, S3);
    installation.sallyport.roles().attachPolicy(Installation.ROLE, S3);
    installation.sallyport.roles().putPermissionsBoundary(Installation.ROLE, S3);
    assertEquals(1, policies.get(S3).attachments());
    assertEquals(1, policies.get(S3).boundaries());
    assertEquals(
        List.of("S3Access"),
        policies.listHolders(S3, HolderFilter.ALL, PageRequest.FIRST).items().stream()
            .map(PolicyHolder::name)
            .toList());
    HolderFilter users =
        new HolderFilter(Optional.of(PolicyHolder.Kind.USER), "/", Optional.empty());
    assertEquals(List.of(), policies.listHolders(S3, users, PageRequest.FIRST).items());
    assertEquals(List.of("S3"), names(PolicyFilter.ALL.attached(), 5));
    assertEquals(List.of("S3"), names(PolicyFilter.ALL.usedAs(PolicyUsage.BOUNDARY), 5));
    installation.sallyport.roles().detachPolicy(Installation.ROLE, S3);
    ConflictException refusal = assertThrows(ConflictException.class, () -> policies.delete(S3));
    assertEquals("DeleteConflict", refusal.code());
    installation.sallyport.roles().deletePermissionsBoundary(Installation.ROLE);
    assertEquals(List.of(), policies.listHolders(S3, HolderFilter.ALL, PageRequest.FIRST).items());
    policies.delete(S3);
    assertTrue(policies.find(S3).isEmpty());
    assertThrows(
        NoSuchEntityException.class,
        () -> installation.sallyport.roles().attachPolicy(Installation.ROLE, S3));
  }

  @Test
  void tagsAreAddedRemovedAndListed() {
    policies.create(CreatePolicyRequest.of("S3", ALLOW));
    policies.tag(S3, Tags.of(new Tag("k", "1"), new Tag("K", "2"), new Tag("k", "1")));
    assertEquals(
        List.of(new Tag("k", "1"), new Tag("k", "2")),
        policies.listTags(S3, PageRequest.FIRST).items());
    policies.untag(S3, Set.of("K", "other"));
    assertEquals(List.of(), policies.listTags(S3, PageRequest.FIRST).items());
  }
}
