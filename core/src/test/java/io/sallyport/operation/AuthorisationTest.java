package io.sallyport.operation;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.ROLE;
import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.account.View;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.Credentials;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.GroupName;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.UserName;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.Entry;
import io.sallyport.storage.KeyRange;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.Xml;
import io.sallyport.user.AdminCaps;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of IAM takes its own action, and no other right stands for it. */
class AuthorisationTest {
  private static final AccountId OTHER = new AccountId("123456789012");
  private static final UserName ALICE = new UserName("alice");
  private static final UserName BOB = new UserName("bob");
  private static final String ALL = statement("Allow", "\"Action\":\"*\"");

  /** What each operation must be given at least. */
  private static final Map<String, String> FORMS =
      Stream.of(
              "AddClientIDToOpenIDConnectProvider OpenIDConnectProviderArn ClientID",
              "AddUserToGroup GroupName UserName",
              "AttachGroupPolicy GroupName PolicyArn",
              "AttachRolePolicy RoleName PolicyArn",
              "AttachUserPolicy UserName PolicyArn",
              "CreateAccessKey UserName",
              "CreateAccountAlias AccountAlias",
              "CreateGroup GroupName",
              "CreateOpenIDConnectProvider Url",
              "CreatePolicy PolicyName PolicyDocument",
              "CreatePolicyVersion PolicyArn PolicyDocument",
              "CreateRole RoleName AssumeRolePolicyDocument",
              "CreateUser UserName",
              "DeleteAccessKey UserName AccessKeyId",
              "DeleteAccountAlias AccountAlias",
              "DeleteGroup GroupName",
              "DeleteGroupPolicy GroupName PolicyName",
              "DeleteOpenIDConnectProvider OpenIDConnectProviderArn",
              "DeletePolicy PolicyArn",
              "DeletePolicyVersion PolicyArn VersionId",
              "DeleteRole RoleName",
              "DeleteRolePermissionsBoundary RoleName",
              "DeleteRolePolicy RoleName PolicyName",
              "DeleteUser UserName",
              "DeleteUserPermissionsBoundary UserName",
              "DeleteUserPolicy UserName PolicyName",
              "DetachGroupPolicy GroupName PolicyArn",
              "DetachRolePolicy RoleName PolicyArn",
              "DetachUserPolicy UserName PolicyArn",
              "GetAccessKeyLastUsed AccessKeyId",
              "GetAccountSummary",
              "GetContextKeysForCustomPolicy PolicyInputList.member.1",
              "GetContextKeysForPrincipalPolicy PolicySourceArn",
              "GetGroup GroupName",
              "GetGroupPolicy GroupName PolicyName",
              "GetOpenIDConnectProvider OpenIDConnectProviderArn",
              "GetPolicy PolicyArn",
              "GetPolicyVersion PolicyArn VersionId",
              "GetRole RoleName",
              "GetRolePolicy RoleName PolicyName",
              "GetUser UserName",
              "GetUserPolicy UserName PolicyName",
              "ListAccessKeys UserName",
              "ListAccountAliases",
              "ListAttachedGroupPolicies GroupName",
              "ListAttachedRolePolicies RoleName",
              "ListAttachedUserPolicies UserName",
              "ListEntitiesForPolicy PolicyArn",
              "ListGroupPolicies GroupName",
              "ListGroups",
              "ListGroupsForUser UserName",
              "ListInstanceProfilesForRole RoleName",
              "ListOpenIDConnectProviders",
              "ListOpenIDConnectProviderTags OpenIDConnectProviderArn",
              "ListPolicies",
              "ListPolicyTags PolicyArn",
              "ListPolicyVersions PolicyArn",
              "ListRolePolicies RoleName",
              "ListRoles",
              "ListRoleTags RoleName",
              "ListUserPolicies UserName",
              "ListUsers",
              "ListUserTags UserName",
              "PutGroupPolicy GroupName PolicyName PolicyDocument",
              "PutRolePermissionsBoundary RoleName PermissionsBoundary",
              "PutRolePolicy RoleName PolicyName PolicyDocument",
              "PutUserPermissionsBoundary UserName PermissionsBoundary",
              "PutUserPolicy UserName PolicyName PolicyDocument",
              "RemoveClientIDFromOpenIDConnectProvider OpenIDConnectProviderArn ClientID",
              "RemoveUserFromGroup GroupName UserName",
              "SetDefaultPolicyVersion PolicyArn VersionId",
              "SimulateCustomPolicy PolicyInputList.member.1 ActionNames.member.1",
              "SimulatePrincipalPolicy PolicySourceArn ActionNames.member.1",
              "TagOpenIDConnectProvider OpenIDConnectProviderArn Tags.member.1.Key"
                  + " Tags.member.1.Value",
              "TagPolicy PolicyArn Tags.member.1.Key Tags.member.1.Value",
              "TagRole RoleName Tags.member.1.Key Tags.member.1.Value",
              "TagUser UserName Tags.member.1.Key Tags.member.1.Value",
              "UntagOpenIDConnectProvider OpenIDConnectProviderArn TagKeys.member.1",
              "UntagPolicy PolicyArn TagKeys.member.1",
              "UntagRole RoleName TagKeys.member.1",
              "UntagUser UserName TagKeys.member.1",
              "UpdateAccessKey UserName AccessKeyId Status",
              "UpdateAssumeRolePolicy RoleName TrustPolicy",
              "UpdateGroup GroupName NewPath",
              "UpdateOpenIDConnectProviderThumbprint OpenIDConnectProviderArn"
                  + " ThumbprintList.member.1",
              "UpdateRole RoleName",
              "UpdateRoleDescription RoleName Description",
              "UpdateUser UserName NewPath")
          .collect(Collectors.toMap(line -> line.split(" ", -1)[0], AuthorisationTest::form));

  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("AccessKeyId", "AKIAOFBOB00000000000"),
          Map.entry("AccountAlias", "acme"),
          Map.entry("ActionNames.member.1", "s3:GetObject"),
          Map.entry("AssumeRolePolicyDocument", Installation.trusting(TESTER2)),
          Map.entry("ClientID", "client"),
          Map.entry("Description", "text"),
          Map.entry("GroupName", "Readers"),
          Map.entry("NewPath", "/a/"),
          Map.entry("OpenIDConnectProviderArn", "arn:aws:iam:::oidc-provider/idp.example.com"),
          Map.entry("PermissionsBoundary", "arn:aws:iam::aws:policy/IAMFullAccess"),
          Map.entry("PolicyArn", "arn:aws:iam:::policy/P"),
          Map.entry("PolicyDocument", Installation.ALL_OF_S3),
          Map.entry("PolicyInputList.member.1", Installation.ALL_OF_S3),
          Map.entry("PolicyName", "Policy1"),
          Map.entry("PolicySourceArn", "arn:aws:iam:::user/bob"),
          Map.entry("RoleName", "S3Access"),
          Map.entry("Status", "Inactive"),
          Map.entry("TagKeys.member.1", "k"),
          Map.entry("Tags.member.1.Key", "k"),
          Map.entry("Tags.member.1.Value", "v"),
          Map.entry("ThumbprintList.member.1", "a".repeat(40)),
          Map.entry("TrustPolicy", Installation.trusting(TESTER2)),
          Map.entry("Url", "https://idp.example.com"),
          Map.entry("UserName", "bob"),
          Map.entry("VersionId", "v1"));

  private static String form(String line) {
    List<String> words = Arrays.asList(line.split(" ", -1));
    return words.stream()
        .skip(1)
        .map(name -> (name.equals("TrustPolicy") ? "PolicyDocument" : name) + "=@" + name)
        .map(parameter -> "&" + parameter)
        .collect(Collectors.joining("", "Action=" + words.get(0), ""));
  }

  /** The request of an operation. */
  static String request(String operation) {
    String form = FORMS.getOrDefault(operation, "Action=" + operation);
    StringBuilder filled = new StringBuilder();
    for (String parameter : form.split("&", -1)) {
      String[] parts = parameter.split("=@", -1);
      String value =
          parts.length < 2 ? "" : "=" + URLEncoder.encode(VALUES.getOrDefault(parts[1], ""), UTF_8);
      filled.append(filled.isEmpty() ? "" : "&").append(parts[0]).append(value);
    }
    return filled.toString();
  }

  static Stream<String> operations() {
    return FormQueryApi.iam(
            call -> {
              throw new IllegalStateException("none is called");
            })
        .operations()
        .keySet()
        .stream()
        .sorted();
  }

  @Test
  void everyOperationIsInTheTable() {
    TreeSet<String> without = operations().collect(Collectors.toCollection(TreeSet::new));
    without.removeAll(FORMS.keySet());
    assertEquals(new TreeSet<>(), without);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void nobodyCallsAnOperationWithoutARight(String operation) {
    assertRefused(operation, with(operation, List.of()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void itsOwnActionIsEnough(String operation) {
    String own = statement("Allow", "\"Action\":\"iam:" + operation + "\"");
    assertFalse(isDenied(with(operation, List.of(own))), operation);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theRightsToAllOthersAreNone(String operation) {
    String others = statement("Allow", "\"NotAction\":\"iam:" + operation + "\"");
    assertRefused(operation, with(operation, List.of(others)));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anExplicitDenyBesideEveryCapAndRightBinds(String operation) {
    String deny = statement("Deny", "\"Action\":\"iam:" + operation + "\"");
    assertRefused(operation, with(operation, List.of(ALL, deny)));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aSessionDoesNoMoreThanItsSessionPolicy(String operation) {
    String others = statement("Allow", "\"NotAction\":\"iam:" + operation + "\"");
    assertRefused(operation, inSession(operation, others));
    assertFalse(isDenied(inSession(operation, ALL)), operation);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anotherAccountsRightTellsAndChangesNothingHere(String operation) {
    MemoryStore store = new MemoryStore();
    try (Installation installation = furnished(store)) {
      View other = installation.sallyport.in(OTHER);
      other.users().create(ALICE);
      other.users().putPolicy(ALICE, POLICY, ALL);
      AccessKey key = other.users().createAccessKey(ALICE);
      List<Entry> before = store.list(KeyRange.all(), 1000).entries();
      QueryResponse answer =
          sent(installation, ClientSigner.of(key, installation.clock), operation);
      assertTrue(store.list(KeyRange.all(), 1000).entries().containsAll(before), operation);
      assertFalse(answer.status() == 200 && answer.body().contains("arn:aws:iam:::"), answer::body);
    }
  }

  @Test
  void capsAllowWhatTheyAreForAndNothingElse() {
    Map<String, List<String>> allowed =
        Map.of(
            "roles=read", List.of("GetRole", "ListRoles", "ListAttachedRolePolicies"),
            "roles=write", List.of("CreateRole", "PutRolePolicy", "UpdateAssumeRolePolicy"),
            "user-policy=read", List.of("GetUserPolicy", "ListUserPolicies"),
            "user-policy=write", List.of("PutUserPolicy", "AttachUserPolicy"),
            "users=read", List.of("GetUser", "ListUsers", "ListAccessKeys"),
            "users=write", List.of("CreateUser", "CreateAccessKey", "UpdateUser"),
            "metadata=read", List.of("GetRole", "GetUser", "ListRoles", "ListUsers"),
            "metadata=write", List.of());
    List<String> all = allowed.values().stream().flatMap(List::stream).distinct().toList();
    allowed.forEach(
        (caps, some) ->
            all.forEach(
                operation ->
                    assertEquals(
                        some.contains(operation),
                        !isDenied(withCaps(operation, caps)),
                        caps + " for " + operation)));
  }

  private static QueryResponse withCaps(String operation, String caps) {
    try (Installation installation = furnished(new MemoryStore())) {
      installation.sallyport.users().addCaps(TESTER2, AdminCaps.parse(caps));
      return sent(installation, ClientSigner.of(installation.key2, installation.clock), operation);
    }
  }

  /** A call of a user with these policies, and with every cap if one of them denies. */
  private static QueryResponse with(String operation, List<String> policies) {
    try (Installation installation = furnished(new MemoryStore())) {
      for (int i = 0; i < policies.size(); i++) {
        installation
            .sallyport
            .users()
            .putPolicy(TESTER2, new PolicyName("Own" + i), policies.get(i));
      }
      if (policies.size() > 1) {
        installation
            .sallyport
            .users()
            .addCaps(
                TESTER2,
                AdminCaps.parse("roles=*;user-policy=*;oidc-provider=*;users=*;metadata=*"));
      }
      return sent(installation, ClientSigner.of(installation.key2, installation.clock), operation);
    }
  }

  private static QueryResponse inSession(String operation, String policy) {
    try (Installation installation = furnished(new MemoryStore())) {
      RoleName admin = new RoleName("Admin");
      installation
          .sallyport
          .roles()
          .create(CreateRoleRequest.of(admin.value(), Installation.trusting(TESTER2)));
      installation.sallyport.roles().putPolicy(admin, POLICY, ALL);
      Credentials session =
          installation
              .sallyport
              .sts()
              .assumeRole(
                  installation.sallyport.principal(TESTER2),
                  AssumeRoleRequest.of("arn:aws:iam:::role/Admin", "Bob").withPolicy(policy))
              .credentials();
      return sent(installation, ClientSigner.of(session, installation.clock), operation);
    }
  }

  static Installation furnished(MemoryStore store) {
    Installation installation = new Installation(store);
    installation.createRole();
    View view = installation.sallyport.in(AccountId.EMPTY);
    view.users().create(BOB);
    view.users().putPolicy(BOB, POLICY, Installation.ALL_OF_S3);
    view.users()
        .importAccessKey(
            BOB, new AccessKey(new AccessKeyId("AKIAOFBOB00000000000"), SecretKey.of("secret")));
    view.groups().create(new GroupName("Readers"));
    view.groups().addUser(new GroupName("Readers"), BOB);
    assertTrue(view.roles().find(ROLE).isPresent());
    return installation;
  }

  private static QueryResponse sent(
      Installation installation, ClientSigner signer, String operation) {
    String form = request(operation);
    return installation.sallyport.query().handle(signer.form("iam", form), form.getBytes(UTF_8));
  }

  private static boolean isDenied(QueryResponse answer) {
    assertTrue(answer.status() < 500, answer::body);
    return answer.status() == 403;
  }

  private static void assertRefused(String operation, QueryResponse answer) {
    assertEquals(403, answer.status(), answer::body);
    Xml error = Xml.parse(answer.body());
    assertEquals("AccessDenied", error.text("Error/Code"));
    assertTrue(
        error.text("Error/Message").contains("is not authorized to perform iam:" + operation),
        error.text("Error/Message"));
  }

  private static String statement(String effect, String actions) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\""
        + effect
        + "\","
        + actions
        + ",\"Resource\":\"*\"}}";
  }
}
