package io.sallyport.role;

import static io.sallyport.testing.Installation.ROLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.ConflictException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyVersionId;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.storage.Commit;
import io.sallyport.storage.Entry;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.Write;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a role holds: attached policies, a boundary, tags. */
class HeldPoliciesTest {
  private static final String NOTHING =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}\
      """;

  private static final PolicyArn S3 = new PolicyArn("arn:aws:iam:::policy/S3");
  private static final PolicyArn LIST = new PolicyArn("arn:aws:iam:::policy/List");
  private static final PolicyArn READ = PolicyArn.builtIn("AmazonS3ReadOnlyAccess");

  private final MemoryStore store = new MemoryStore();
  private final Installation installation = new Installation(store);
  private final RoleManager roles = installation.sallyport.roles();

  @BeforeEach
  void create() {
    roles.create(CreateRoleRequest.of(ROLE.value(), Installation.trusting(Installation.TESTER2)));
    installation.sallyport.policies().create(CreatePolicyRequest.of("S3", Installation.ALL_OF_S3));
    installation.sallyport.policies().create(CreatePolicyRequest.of("List", NOTHING));
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void anAttachedPolicyActsByItsDefaultVersionAtTheNextRequest() {
    assertFalse(mayPut());
    roles.attachPolicy(ROLE, S3);
    assertTrue(mayPut());
    PolicyVersionId version = installation.sallyport.policies().createVersion(S3, NOTHING).id();
    assertTrue(mayPut());
    installation.sallyport.policies().setDefaultVersion(S3, version);
    assertFalse(mayPut());
    roles.detachPolicy(ROLE, S3);
    roles.attachPolicy(ROLE, PolicyArn.builtIn("AmazonS3FullAccess"));
    assertTrue(mayPut());
  }

  @Test
  void aBoundaryLimitsAndAllowsNothing() {
    roles.putPermissionsBoundary(ROLE, S3);
    assertFalse(mayPut());
    roles.attachPolicy(ROLE, S3);
    assertTrue(mayPut());
    roles.putPermissionsBoundary(ROLE, READ);
    assertFalse(mayPut());
    assertEquals(0, installation.sallyport.policies().get(S3).boundaries());
    roles.deletePermissionsBoundary(ROLE);
    assertTrue(mayPut());
    assertThrows(NoSuchEntityException.class, () -> roles.deletePermissionsBoundary(ROLE));
  }

  /** Nothing here lets it come to this; a store that was put together by hand may. */
  @Test
  void aPolicyOrBoundaryThatIsGoneDeniesAndIsNoLimitLess() {
    roles.putPolicy(ROLE, new PolicyName("All"), Installation.ALL_OF_S3);
    roles.putPermissionsBoundary(ROLE, S3);
    assertTrue(mayPut());
    remove("S3".toLowerCase(java.util.Locale.ROOT));
    assertFalse(mayPut());
    roles.deletePermissionsBoundary(ROLE);
    roles.attachPolicy(ROLE, LIST);
    assertTrue(mayPut());
    remove("list");
    assertFalse(mayPut());
  }

  private void remove(String folded) {
    for (Entry entry : store.list(KeyRange.under("policy", ""), 10).entries()) {
      if (entry.key().segments().contains(folded)) {
        store.commit(new Commit(List.of(new Write.Delete(entry.key(), entry.revision()))));
      }
    }
    installation.clock.advance(Duration.ofMinutes(10));
  }

  @Test
  void aRoleIsDeletedOnlyWithoutPoliciesAndItsBoundaryGoesWithIt() {
    roles.attachPolicy(ROLE, S3);
    roles.putPermissionsBoundary(ROLE, LIST);
    assertEquals(
        "DeleteConflict", assertThrows(ConflictException.class, () -> roles.delete(ROLE)).code());
    roles.detachPolicy(ROLE, S3);
    assertThrows(NoSuchEntityException.class, () -> roles.detachPolicy(ROLE, S3));
    roles.delete(ROLE);
    installation.sallyport.policies().delete(S3);
    installation.sallyport.policies().delete(LIST);
  }

  @Test
  void aRoleIsCreatedWithABoundaryThatExistsAndWithTags() {
    CreateRoleRequest request =
        CreateRoleRequest.of("R", Installation.trusting(Installation.TESTER2))
            .withTags(Tags.of(new Tag("a", "1"), new Tag("a", "2")));
    assertThrows(
        NoSuchEntityException.class,
        () ->
            roles.create(
                request.withPermissionsBoundary(new PolicyArn("arn:aws:iam:::policy/None"))));
    Role role = roles.create(request.withPermissionsBoundary(S3));
    assertEquals(List.of("1", "2"), role.holdings().tags().values("A"));
    assertEquals(1, installation.sallyport.policies().get(S3).boundaries());
    assertEquals(role, roles.get(role.name()));
  }

  @Test
  void attachedPoliciesAreListedByNameWithinAPathAndNoMoreThanTen() {
    for (int i = 0; i < 11; i++) {
      String name = (i % 2 == 0 ? "p" : "Q") + i;
      PolicyArn arn =
          installation
              .sallyport
              .policies()
              .create(CreatePolicyRequest.of(name, NOTHING).withPath(i < 4 ? "/x/" : "/"))
              .arn();
      if (i < 10) {
        roles.attachPolicy(ROLE, arn);
      } else {
        assertThrows(LimitExceededException.class, () -> roles.attachPolicy(ROLE, arn));
      }
    }
    assertEquals(
        List.of("p0", "p2", "Q1", "Q3"),
        roles.listAttachedPolicies(ROLE, "/x/", PageRequest.FIRST).items().stream()
            .map(policy -> policy.name().value())
            .toList());
    Listing<?> page = roles.listAttachedPolicies(ROLE, "/", new PageRequest(7, ""));
    assertEquals(7, page.items().size());
    assertEquals(
        3,
        roles
            .listAttachedPolicies(ROLE, "/", PageRequest.FIRST.from(page.marker()))
            .items()
            .size());
  }

  @Test
  void tagsHaveSeveralValuesAndKeysWithoutCase() {
    roles.tag(ROLE, Tags.of(new Tag("Department", "Engineering")));
    roles.tag(ROLE, Tags.of(new Tag("department", "Sales"), new Tag("DEPARTMENT", "Sales")));
    assertEquals(
        List.of(new Tag("Department", "Engineering"), new Tag("Department", "Sales")),
        roles.listTags(ROLE, PageRequest.FIRST).items());
    roles.untag(ROLE, Set.of("DEPARTMENT"));
    assertEquals(List.of(), roles.listTags(ROLE, PageRequest.FIRST).items());
    for (int i = 0; i < Tags.MAX; i++) {
      roles.tag(ROLE, Tags.of(new Tag("k", "v" + i)));
    }
    assertThrows(
        LimitExceededException.class, () -> roles.tag(ROLE, Tags.of(new Tag("k", "more"))));
    for (String key : List.of("", "aws:x", "AWS:x", "a\u0000", "a!", "k".repeat(129))) {
      assertThrows(InvalidInputException.class, () -> new Tag(key, "v"), key);
    }
  }

  @Test
  void inAwsOrderATagTakesThePlaceOfItsValues() {
    Tags tags = Tags.of(new Tag("a", "1"), new Tag("a", "2"), new Tag("b", "1"));
    assertEquals(
        List.of(new Tag("b", "1"), new Tag("A", "3")),
        tags.replacing(Tags.of(new Tag("A", "3"))).pairs());
    assertThrows(
        InvalidInputException.class,
        () -> tags.replacing(Tags.of(new Tag("c", "1"), new Tag("C", "2"))));
  }

  @Test
  void whatIsNotGivenToUpdateRoleStaysAsItIs() {
    roles.update(
        UpdateRoleRequest.of(ROLE)
            .withDescription("d")
            .withMaxSessionDuration(Duration.ofHours(3)));
    roles.update(UpdateRoleRequest.of(ROLE));
    roles.update(UpdateRoleRequest.of(ROLE).withDescription("e"));
    assertEquals(Duration.ofHours(3), roles.get(ROLE).maxSessionDuration());
    assertEquals("e", roles.get(ROLE).description());
    assertEquals("f", roles.updateDescription(ROLE, "f").description());
    assertThrows(
        InvalidInputException.class,
        () -> UpdateRoleRequest.of(ROLE).withMaxSessionDuration(Duration.ofHours(13)));
    assertEquals(List.of(), roles.listInstanceProfiles(ROLE, PageRequest.FIRST).items());
  }

  private boolean mayPut() {
    Principal session = installation.assumeRole().principal();
    return installation
        .sallyport
        .access()
        .decide(session, "s3:PutObject", "arn:aws:s3:::b/k", RequestContext.empty())
        .isAllowed();
  }
}
