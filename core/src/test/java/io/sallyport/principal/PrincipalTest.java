package io.sallyport.principal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.AccountId;
import io.sallyport.identity.EntityPath;
import io.sallyport.identity.FederatedName;
import io.sallyport.identity.Holdings;
import io.sallyport.identity.InlinePolicies;
import io.sallyport.identity.Pins;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.PolicyText;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.RoleId;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SessionName;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserId;
import io.sallyport.identity.UserName;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.PolicyEvaluator;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.json.PolicyReader;
import io.sallyport.role.Role;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PrincipalTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final EntityPath PATH = new EntityPath("/a/");
  private static final InlinePolicies POLICIES =
      InlinePolicies.NONE.with(new PolicyName("P"), Installation.ALL_OF_S3, 1000, Set.of());
  private static final PolicyText SESSION_POLICY =
      PolicyText.submitted(Installation.ALL_OF_S3, PolicyType.SESSION, 1000);

  private static final Role ROLE =
      new Role(
          ACCOUNT,
          new RoleId("AROAX"),
          new RoleName("Reader"),
          PATH,
          Instant.EPOCH,
          PolicyText.kept("", PolicyType.TRUST),
          Pins.NONE,
          "",
          Duration.ofHours(1),
          Holdings.NONE.withInline(POLICIES));

  private static final SessionDetails DETAILS =
      new SessionDetails(
          "ID",
          Instant.EPOCH,
          Instant.EPOCH.plusSeconds(3600),
          SessionTags.NONE,
          Optional.empty(),
          Lineage.NONE);

  private static final Principal.User ALICE =
      new Principal.User(
          ACCOUNT,
          PATH,
          new UserName("alice"),
          new UserId("AIDAX"),
          Tags.of(new Tag("team", "red"), new Tag("floor", "1")),
          Permissions.of(POLICIES, PermissionLimit.none(), PermissionLimit.none()));

  @Test
  void aUserMayDoWhatItIsGivenAndNoMore() {
    Permissions permissions =
        Permissions.of(POLICIES, PermissionLimit.none(), PermissionLimit.none());
    Principal user =
        new Principal.User(ACCOUNT, PATH, new UserName("alice"), new UserId("AIDAX"), permissions);
    assertEquals(
        new Caller.User("arn:aws:iam::111122223333:user/a/alice", "111122223333"), user.caller());
    assertEquals(permissions, user.permissions());
    assertEquals(
        List.of(new NamedPolicy("P", PolicyText.kept(Installation.ALL_OF_S3, PolicyType.IDENTITY))),
        permissions.identity());
  }

  @Test
  void aSessionHasItsRolesPoliciesWithinItsOwn() {
    PermissionLimit limit = PermissionLimit.session(SESSION_POLICY);
    Permissions own = Permissions.of(POLICIES, PermissionLimit.none(), PermissionLimit.none());
    Principal session = new RoleSession(ROLE, own.within(limit), new SessionName("Bob"), DETAILS);
    assertEquals(
        new Caller.RoleSession(
            "arn:aws:sts::111122223333:assumed-role/Reader/Bob",
            "111122223333",
            "arn:aws:iam::111122223333:role/a/Reader"),
        session.caller());
    assertEquals(Permissions.of(POLICIES, PermissionLimit.none(), limit), session.permissions());
    assertEquals("arn:aws:sts::111122223333:assumed-role/Reader/Bob", session.toString());
  }

  @Test
  void aSessionIsAllThatIsSaidOfIt() {
    Permissions nothing = Permissions.nothing();
    RoleSession bob = new RoleSession(ROLE, nothing, new SessionName("Bob"), DETAILS);
    RoleSession same = new RoleSession(ROLE, nothing, new SessionName("Bob"), DETAILS);
    assertEquals(bob, same);
    assertEquals(bob.hashCode(), same.hashCode());
    for (RoleSession other :
        List.of(
            new RoleSession(
                ROLE.with("another", ROLE.maxSessionDuration()),
                nothing,
                new SessionName("Bob"),
                DETAILS),
            new RoleSession(ROLE, Permissions.everything(), new SessionName("Bob"), DETAILS),
            new RoleSession(ROLE, nothing, new SessionName("Eve"), DETAILS))) {
      assertNotEquals(bob, other);
    }
  }

  @Test
  void aSessionOfAUsersOwnIsTheUserToPolicies() {
    for (Principal owner : List.of(ALICE, new Principal.Root(ACCOUNT))) {
      UserSession session = new UserSession(owner, Optional.empty(), DETAILS);
      assertEquals(owner.caller(), session.caller());
      assertEquals(owner.name() + owner.userId(), session.name() + session.userId());
      assertEquals(owner.permissions().identity(), session.permissions().identity());
      assertSays(session, "aws:TokenIssueTime", "aws:MultiFactorAuthPresent");
      assertTrue(isDeniedIf(session, "Bool", "aws:MultiFactorAuthPresent", "false"));
      assertTrue(isDeniedIf(session, "Null", "aws:MultiFactorAuthAge", "true"));
      UserSession strong = new UserSession(owner, Optional.of(Duration.ofSeconds(90)), DETAILS);
      assertTrue(isDeniedIf(strong, "Bool", "aws:MultiFactorAuthPresent", "true"));
      assertTrue(isDeniedIf(strong, "NumericEquals", "aws:MultiFactorAuthAge", "90"));
    }
    UserSession session = new UserSession(ALICE, Optional.empty(), DETAILS);
    assertSays(session, "aws:username", "aws:PrincipalTag/team");
    assertTrue(isDeniedIf(session, "StringEquals", "aws:PrincipalType", "User"));
  }

  @Test
  void aFederatedUserIsItselfWithinItsOwnersPoliciesAndHasBothTags() {
    SessionDetails details =
        new SessionDetails(
            "ID",
            Instant.EPOCH,
            Instant.EPOCH,
            new SessionTags(Tags.of(new Tag("Team", "blue")), Set.of()),
            Optional.empty(),
            Lineage.NONE);
    PermissionLimit limit = PermissionLimit.session(SESSION_POLICY);
    FederatedUser bob = new FederatedUser(ALICE, new FederatedName("Bob"), limit, details);
    assertEquals(
        new Caller.FederatedUser(
            "arn:aws:sts::111122223333:federated-user/Bob", "111122223333", ALICE.name()),
        bob.caller());
    assertEquals("111122223333:Bob", bob.userId());
    assertEquals(limit, bob.permissions().session());
    assertTrue(isDeniedIf(bob, "StringEquals", "aws:PrincipalType", "FederatedUser"));
    assertTrue(isDeniedIf(bob, "StringEquals", "aws:userid", "111122223333:Bob"));
    assertTrue(isDeniedIf(bob, "Null", "aws:username", "true"));
    assertTrue(isDeniedIf(bob, "Null", "aws:FederatedProvider", "true"));
    assertTrue(isDeniedIf(bob, "StringEquals", "aws:PrincipalTag/team", "blue"));
    assertFalse(isDeniedIf(bob, "StringEquals", "aws:PrincipalTag/team", "red"));
    assertTrue(isDeniedIf(bob, "StringEquals", "aws:PrincipalTag/floor", "1"));
    assertSays(bob, "aws:TokenIssueTime", "aws:MultiFactorAuthPresent");
  }

  /** One limit would take the place of the other. */
  @Test
  void aUserWithinASessionPolicyHasNoFurtherSessions() {
    PermissionLimit limit = PermissionLimit.session(SESSION_POLICY);
    Principal limited =
        new Principal.User(
            ACCOUNT,
            PATH,
            new UserName("alice"),
            new UserId("AIDAX"),
            Permissions.of(POLICIES, PermissionLimit.none(), limit));
    UserSession own = new UserSession(limited, Optional.empty(), DETAILS);
    assertThrows(IllegalStateException.class, own::permissions);
    FederatedUser bob = new FederatedUser(limited, new FederatedName("Bob"), limit, DETAILS);
    assertThrows(IllegalStateException.class, bob::permissions);
    Principal session =
        new RoleSession(ROLE, Permissions.nothing(), new SessionName("Bob"), DETAILS);
    assertThrows(
        IllegalArgumentException.class, () -> new UserSession(session, Optional.empty(), DETAILS));
    assertThrows(
        IllegalArgumentException.class,
        () -> new FederatedUser(session, new FederatedName("Bob"), limit, DETAILS));
  }

  /** A kind that says less would slip through a Deny: a new kind is to be added here. */
  @Test
  void everyKindSaysWhoItIsAndItsPoliciesCountInItsAccount() {
    Map<Class<?>, Principal> kinds = new HashMap<>();
    for (Principal each :
        List.of(
            new Principal.User(
                ACCOUNT, PATH, new UserName("alice"), new UserId("AIDAX"), Permissions.nothing()),
            new Principal.Root(ACCOUNT),
            new RoleSession(ROLE, Permissions.nothing(), new SessionName("Bob"), DETAILS),
            new Federated(
                new Federation(
                    ACCOUNT,
                    new ProviderName("idp.example.com"),
                    new TreeMap<>(Map.of("sub", List.of("alice")))),
                Map.of()),
            new UserSession(ALICE, Optional.empty(), DETAILS),
            new FederatedUser(ALICE, new FederatedName("Bob"), PermissionLimit.none(), DETAILS),
            new BreakGlass(ACCOUNT, new UserName("ann")),
            new Anonymous())) {
      kinds.put(each.getClass(), each);
    }
    assertEquals(Set.of(Principal.class.getPermittedSubclasses()), kinds.keySet());
    kinds.forEach(
        (kind, principal) -> {
          assertSays(principal, "aws:PrincipalType", "aws:userid");
          if (principal.caller().account().isEmpty()) { // Nobody, or nobody yet.
            assertEquals(Permissions.nothing(), principal.permissions());
            assertEquals(AccountId.EMPTY, principal.account());
            return;
          }
          assertSays(
              principal, "aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalIsAWSService");
          assertEquals(ACCOUNT, principal.account());
          assertEquals(ACCOUNT.value(), principal.caller().account());
          assertEquals(
              kind.equals(Principal.Root.class), principal.caller() instanceof Caller.Root);
        });
  }

  @Test
  void aUsersTagsAreSaidOfIt() {
    Tags tags = Tags.of(new Tag("Team", "red"), new Tag("Team", "blue"), new Tag("cost", "1"));
    Principal user =
        new Principal.User(
            ACCOUNT, PATH, new UserName("alice"), new UserId("AIDAX"), tags, Permissions.nothing());
    assertSays(user, "aws:PrincipalTag/team", "aws:PrincipalTag/cost");
    for (String value : List.of("red", "blue")) {
      assertTrue(isDeniedIf(user, "StringEquals", "aws:PrincipalTag/Team", value));
    }
    assertFalse(isDeniedIf(user, "StringEquals", "aws:PrincipalTag/Team", "1"));
  }

  private static void assertSays(Principal principal, String... keys) {
    RequestContext.Builder context = RequestContext.principal();
    principal.describe(context);
    Set<String> said = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    said.addAll(context.build().known().keySet());
    for (String key : keys) {
      assertTrue(said.contains(key), principal.name() + " " + key);
    }
  }

  /** Whether what denies under this condition, and else allows all, denies this principal. */
  private static boolean isDeniedIf(
      Principal principal, String operator, String key, String value) {
    String policy =
        """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Principal":%s,"Action":"s3:GetObject","Resource":"*"},
        {"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"*",
        "Condition":{"%s":{"%s":"%s"}}}]}\
        """
            .formatted(
                principal instanceof FederatedUser
                    ? "{\"AWS\":\"" + principal.name() + "\"}" // By "*" it gets nothing.
                    : "\"*\"",
                operator,
                key,
                value);
    RequestContext.Builder context = RequestContext.principal();
    principal.describe(context);
    AccessRequest request =
        AccessRequest.of(
            principal.caller(),
            "s3:GetObject",
            "arn:aws:s3:::photos/1.jpg",
            ACCOUNT.value(),
            context.build());
    CompiledPolicy compiled =
        CompiledPolicy.compile("Bucket", PolicyReader.read(policy, PolicyType.RESOURCE));
    return !PolicyEvaluator.create()
        .decide(request, CallerPolicies.unlimited(), ResourcePolicy.of(compiled))
        .isAllowed();
  }

  @Test
  void nobodyMayDoNothing() {
    assertEquals(Permissions.nothing(), new Anonymous().permissions());
  }

  @Test
  void aLimitWithoutAPolicyIsNotMistakenForNone() {
    assertThrows(IllegalArgumentException.class, PermissionLimit::session);
    assertThrows(IllegalArgumentException.class, () -> new PermissionLimit.AtMost(List.of()));
    PermissionLimit boundary = PermissionLimit.boundary(SESSION_POLICY);
    assertEquals(boundary, new Permissions(List.of(), boundary, PermissionLimit.none()).boundary());
  }

  @Test
  void aBoundaryIsOnePolicy() {
    PermissionLimit two = PermissionLimit.session(SESSION_POLICY, SESSION_POLICY);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Permissions(List.of(), two, PermissionLimit.none()));
  }
}
