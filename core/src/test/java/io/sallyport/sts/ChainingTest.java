package io.sallyport.sts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.principal.RoleSession;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.UpdateRoleRequest;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session carries, and what of it the sessions have that it begins. */
class ChainingTest {
  private static final RoleName FIRST = new RoleName("First");
  private static final PolicyName POLICY = new PolicyName("P");
  private static final String ANY_ROLE =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:*","Resource":"*"}}\
      """;

  private final Installation installation = new Installation();
  private final StsService sts = installation.sallyport.sts();

  @BeforeEach
  void createRoles() {
    create("First", "\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"", "");
    create("Second", "\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"", "");
    create("Plain", "\"sts:AssumeRole\"", "");
    installation.sallyport.roles().putPolicy(FIRST, POLICY, ANY_ROLE);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private void create(String name, String actions, String condition) {
    installation
        .sallyport
        .roles()
        .create(
            CreateRoleRequest.of(
                name,
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":[
                "arn:aws:iam:::root","arn:aws:iam:::user/TESTER2"]},"Action":[%s]%s}}
                """
                    .formatted(actions, condition)));
  }

  private static AssumeRoleRequest of(String role) {
    return AssumeRoleRequest.of("arn:aws:iam:::role/" + role, "Bob");
  }

  private RoleSession begin(AssumeRoleRequest request) {
    return sts.assumeRole(user(), request).principal();
  }

  private Principal user() {
    return installation.sallyport.principal(Installation.TESTER2);
  }

  private void assertDenied(String action, Principal caller, AssumeRoleRequest request) {
    IamException denied =
        assertThrows(AccessDeniedException.class, () -> sts.assumeRole(caller, request));
    assertTrue(denied.getMessage().contains(action), denied::getMessage);
  }

  private boolean holds(Principal caller, String condition) {
    installation
        .sallyport
        .roles()
        .putPolicy(
            new RoleName("Second"),
            POLICY,
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",
            "Resource":"*","Condition":{%s}}}
            """
                .formatted(condition));
    RoleSession session = (RoleSession) caller;
    return installation
        .sallyport
        .access()
        .decide(
            sts.assumeRole(session, of("Second")).principal(),
            "s3:GetObject",
            "arn:aws:s3:::b/k",
            RequestContext.empty())
        .isAllowed();
  }

  @Test
  void aSessionThatMayBeginsAnother() {
    RoleSession first = begin(of("First"));
    RoleSession second = sts.assumeRole(first, of("Second")).principal();
    assertEquals("arn:aws:sts:::assumed-role/Second/Bob", second.name());
  }

  @Test
  void aSessionNeedsTheRightThatItsRoleAndItsPolicyGive() {
    assertDenied("sts:AssumeRole", begin(of("Plain")), of("Second"));
    String limit = Installation.ALL_OF_S3;
    assertDenied("sts:AssumeRole", begin(of("First").withPolicy(limit)), of("Second"));
    RoleSession limited = begin(of("First").withPolicy(ANY_ROLE));
    assertEquals("Bob", sts.assumeRole(limited, of("Second")).principal().sessionName().value());
  }

  @Test
  void whatAnotherSessionBeginsLastsAnHourAtMost() {
    installation
        .sallyport
        .roles()
        .update(
            UpdateRoleRequest.of(new RoleName("Second"))
                .withMaxSessionDuration(Duration.ofHours(12)));
    AssumeRoleRequest request = of("Second").withDuration(Duration.ofSeconds(3601));
    RoleSession first = begin(of("First"));
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> sts.assumeRole(first, request));
    assertTrue(refused.getMessage().contains("at most 3600"));
    assertEquals(
        installation.clock.instant().plusSeconds(3601),
        sts.assumeRole(user(), request).credentials().expiration());
  }

  @Test
  void tagsNeedARightOfTheirOwn() {
    Tags tags = Tags.of(new Tag("Team", "blue"));
    assertDenied("sts:TagSession", user(), of("Plain").withTags(tags, Set.of()));
    RoleSession tagged = begin(of("First").withTags(tags, Set.of("team")));
    assertDenied("sts:TagSession", tagged, of("Plain"));
    RoleSession forItself = begin(of("First").withTags(tags, Set.of()));
    assertEquals(
        Tags.NONE, sts.assumeRole(forItself, of("Plain")).principal().details().tags().tags());
  }

  @Test
  void transitiveTagsAreInheritedAndStay() {
    AssumeRoleRequest request =
        of("First").withTags(Tags.of(new Tag("Team", "blue"), new Tag("Own", "1")), Set.of("Team"));
    RoleSession first = begin(request);
    assertTrue(holds(first, "\"StringEquals\":{\"aws:PrincipalTag/team\":\"blue\"}"));
    assertTrue(holds(first, "\"Null\":{\"aws:PrincipalTag/Own\":\"true\"}"));
    for (String key : List.of("Team", "TEAM")) {
      AssumeRoleRequest anew = of("Second").withTags(Tags.of(new Tag(key, "red")), Set.of());
      assertThrows(AccessDeniedException.class, () -> sts.assumeRole(first, anew));
    }
    RoleSession second = sts.assumeRole(first, of("Second")).principal();
    assertEquals(Set.of("team"), second.details().tags().transitive());
  }

  @Test
  void aTagOfTheSessionTakesThePlaceOfTheRolesAndTheRolesIsLive() {
    RoleName name = new RoleName("Second");
    installation.sallyport.roles().tag(name, Tags.of(new Tag("team", "red"), new Tag("x", "1")));
    RoleSession first =
        begin(of("First").withTags(Tags.of(new Tag("Team", "blue")), Set.of("Team")));
    assertTrue(holds(first, "\"StringEquals\":{\"aws:PrincipalTag/TEAM\":\"blue\"}"));
    assertFalse(holds(first, "\"StringEquals\":{\"aws:PrincipalTag/team\":\"red\"}"));
    assertTrue(holds(first, "\"StringEquals\":{\"aws:PrincipalTag/x\":\"1\"}"));
    installation.sallyport.roles().untag(name, Set.of("x"));
    assertFalse(holds(first, "\"StringEquals\":{\"aws:PrincipalTag/x\":\"1\"}"));
  }

  @Test
  void theTrustPolicyIsAskedAboutTheTagsThatTheSessionGets() {
    create(
        "Asking",
        "\"sts:AssumeRole\",\"sts:TagSession\"",
        """
        ,"Condition":{"StringEquals":{"aws:RequestTag/Team":"blue"},
        "ForAllValues:StringEquals":{"aws:TagKeys":["Team"],"sts:TransitiveTagKeys":["Team"]}}
        """);
    Tags team = Tags.of(new Tag("Team", "blue"));
    assertDenied("sts:AssumeRole", user(), of("Asking"));
    assertDenied(
        "sts:AssumeRole",
        user(),
        of("Asking").withTags(Tags.of(new Tag("Team", "blue"), new Tag("x", "")), Set.of()));
    assertEquals(team, begin(of("Asking").withTags(team, Set.of())).details().tags().tags());
    RoleSession first = begin(of("First").withTags(team, Set.of("Team")));
    assertEquals(team, sts.assumeRole(first, of("Asking")).principal().details().tags().tags());
  }

  @Test
  void theSourceIdentityNeedsARightIsInheritedAndStays() {
    SourceIdentity alice = new SourceIdentity("alice");
    assertDenied("sts:SetSourceIdentity", user(), of("Plain").withSourceIdentity(alice));
    RoleSession first = begin(of("First").withSourceIdentity(alice));
    assertDenied("sts:SetSourceIdentity", first, of("Plain"));
    assertTrue(holds(first, "\"StringEquals\":{\"aws:SourceIdentity\":\"alice\"}"));
    assertTrue(holds(begin(of("First")), "\"Null\":{\"aws:SourceIdentity\":\"true\"}"));
    assertEquals(
        Optional.of(alice),
        sts.assumeRole(first, of("Second").withSourceIdentity(alice))
            .principal()
            .details()
            .sourceIdentity());
    AssumeRoleRequest changed = of("Second").withSourceIdentity(new SourceIdentity("mallory"));
    assertThrows(AccessDeniedException.class, () -> sts.assumeRole(first, changed));
  }

  @Test
  void aHostCannotFillInWhatTheCallLeftOut() {
    create(
        "Asking",
        "\"sts:AssumeRole\"",
        ",\"Condition\":{\"StringEquals\":{\"sts:SourceIdentity\":\"alice\"}}");
    RequestContext facts = RequestContext.builder().host("sts:SourceIdentity", "alice").build();
    assertThrows(AccessDeniedException.class, () -> sts.assumeRole(user(), of("Asking"), facts));
  }

  @Test
  void managedPoliciesLimitASessionAndAreReadAtEveryUse() {
    PolicyArn readOnly = PolicyArn.builtIn("AmazonS3ReadOnlyAccess");
    installation.sallyport.roles().putPolicy(FIRST, POLICY, Installation.ALL_OF_S3);
    RoleSession limited = begin(of("First").withPolicyArns(List.of(readOnly)));
    assertTrue(isAllowed(limited, "s3:GetObject"));
    assertFalse(isAllowed(limited, "s3:PutObject"));
    for (String arn : List.of("arn:aws:iam:::policy/None", "arn:aws:iam::aws:policy/None")) {
      AssumeRoleRequest request = of("First").withPolicyArns(List.of(new PolicyArn(arn)));
      assertThrows(InvalidInputException.class, () -> begin(request));
    }
    assertThrows(
        InvalidInputException.class, () -> of("First").withPolicyArns(List.of(readOnly, readOnly)));
  }

  private boolean isAllowed(Principal caller, String action) {
    return installation
        .sallyport
        .access()
        .decide(caller, action, "arn:aws:s3:::b/k", RequestContext.empty())
        .isAllowed();
  }

  @Test
  void tagsOfACallHaveEachOneValueAndTransitiveKeysAreTheirs() {
    Tags twice = Tags.of(new Tag("a", "1"), new Tag("A", "2"));
    assertThrows(InvalidInputException.class, () -> of("First").withTags(twice, Set.of()));
    Tags once = Tags.of(new Tag("a", "1"));
    assertThrows(InvalidInputException.class, () -> of("First").withTags(once, Set.of("b")));
  }
}
