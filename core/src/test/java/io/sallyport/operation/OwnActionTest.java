package io.sallyport.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.net.URLEncoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each operation on roles and managed policies takes the right to its own action and no other. */
class OwnActionTest {
  private static final PolicyName RIGHT = new PolicyName("Right");
  private static final String DOCUMENT = URLEncoder.encode(Installation.ALL_OF_S3, UTF_8);
  private static final String TRUST =
      URLEncoder.encode(Installation.trusting(Installation.TESTER2), UTF_8);

  private static final String ROLE = "&RoleName=S3Access";
  private static final String ARN = "&PolicyArn=arn:aws:iam:::policy/S3";
  private static final String TAGS = "&Tags.member.1.Key=k&Tags.member.1.Value=v";
  private static final String KEYS = "&TagKeys.member.1=k";

  /** What each takes, so that it succeeds for who may. */
  private static final Map<String, String> FORMS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("CreateRole", "&RoleName=R&AssumeRolePolicyDocument=" + TRUST),
              Map.entry("GetRole", ROLE),
              Map.entry("ListRoles", ""),
              Map.entry("UpdateRole", ROLE + "&Description=d"),
              Map.entry("UpdateRoleDescription", ROLE + "&Description=d"),
              Map.entry("DeleteRole", "&RoleName=Empty"),
              Map.entry("UpdateAssumeRolePolicy", ROLE + "&PolicyDocument=" + TRUST),
              Map.entry("ListInstanceProfilesForRole", ROLE),
              Map.entry("PutRolePolicy", ROLE + "&PolicyName=P&PolicyDocument=" + DOCUMENT),
              Map.entry("GetRolePolicy", ROLE + "&PolicyName=Policy1"),
              Map.entry("ListRolePolicies", ROLE),
              Map.entry("DeleteRolePolicy", ROLE + "&PolicyName=Policy1"),
              Map.entry("AttachRolePolicy", ROLE + ARN),
              Map.entry("DetachRolePolicy", ROLE + "&PolicyArn=arn:aws:iam:::policy/Attached"),
              Map.entry("ListAttachedRolePolicies", ROLE),
              Map.entry(
                  "PutRolePermissionsBoundary",
                  ROLE + ARN.replace("PolicyArn", "PermissionsBoundary")),
              Map.entry("DeleteRolePermissionsBoundary", ROLE),
              Map.entry("TagRole", ROLE + TAGS),
              Map.entry("UntagRole", ROLE + KEYS),
              Map.entry("ListRoleTags", ROLE),
              Map.entry("CreatePolicy", "&PolicyName=P&PolicyDocument=" + DOCUMENT),
              Map.entry("GetPolicy", ARN),
              Map.entry("ListPolicies", ""),
              Map.entry("DeletePolicy", "&PolicyArn=arn:aws:iam:::policy/Unused"),
              Map.entry("ListEntitiesForPolicy", ARN),
              Map.entry("CreatePolicyVersion", ARN + "&PolicyDocument=" + DOCUMENT),
              Map.entry("GetPolicyVersion", ARN + "&VersionId=v1"),
              Map.entry("ListPolicyVersions", ARN),
              Map.entry("DeletePolicyVersion", ARN + "&VersionId=v2"),
              Map.entry("SetDefaultPolicyVersion", ARN + "&VersionId=v2"),
              Map.entry("TagPolicy", ARN + TAGS),
              Map.entry("UntagPolicy", ARN + KEYS),
              Map.entry("ListPolicyTags", ARN)));

  @Test
  void everyOperationIsTried() {
    try (Installation installation = new Installation()) {
      assertEquals(
          FORMS.keySet(),
          Stream.concat(
                  Roles.operations(call -> installation.sallyport.roles()).stream(),
                  ManagedPolicies.operations(call -> installation.sallyport.policies()).stream())
              .map(Operation::name)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void onlyItsOwnActionAllowsIt() {
    for (String name : FORMS.keySet()) {
      assertRefused(name, "\"Effect\":\"Allow\",\"Action\":\"s3:*\"");
      assertRefused(name, "\"Effect\":\"Allow\",\"NotAction\":\"iam:" + name + "\"");
      try (Installation installation =
          made("\"Effect\":\"Allow\",\"Action\":\"iam:" + name + "\"")) {
        QueryResponse answer =
            send(installation, ClientSigner.of(installation.key2, installation.clock), name);
        assertEquals(200, answer.status(), answer.body());
      }
    }
  }

  @Test
  void anExplicitDenyStandsAboveEveryRight() {
    for (String name : FORMS.keySet()) {
      assertRefused(
          name,
          "\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},"
              + "{\"Effect\":\"Deny\",\"Action\":\"iam:"
              + name
              + "\"");
    }
  }

  @Test
  void aSessionWhoseSessionPolicyLacksItMayNot() {
    for (String name : FORMS.keySet()) {
      try (Installation installation = made("\"Effect\":\"Allow\",\"Action\":\"s3:*\"")) {
        installation
            .sallyport
            .roles()
            .putPolicy(Installation.ROLE, RIGHT, policy("\"Effect\":\"Allow\",\"Action\":\"*\""));
        AssumeRoleRequest request = AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob");
        ClientSigner limited =
            session(
                installation,
                request.withPolicy(
                    policy("\"Effect\":\"Allow\",\"NotAction\":\"iam:" + name + "\"")));
        assertRefused(name, send(installation, limited, name));
        QueryResponse answer = send(installation, session(installation, request), name);
        assertEquals(200, answer.status(), answer.body());
      }
    }
  }

  private static ClientSigner session(Installation installation, AssumeRoleRequest request) {
    return ClientSigner.of(
        installation
            .sallyport
            .sts()
            .assumeRole(installation.sallyport.principal(Installation.TESTER2), request)
            .credentials(),
        installation.clock);
  }

  private static void assertRefused(String name, String statement) {
    try (Installation installation = made(statement)) {
      ClientSigner tester2 = ClientSigner.of(installation.key2, installation.clock);
      assertRefused(name, send(installation, tester2, name));
    }
  }

  private static void assertRefused(String name, QueryResponse answer) {
    assertEquals(403, answer.status(), name + answer.body());
    assertTrue(
        answer.body().contains("is not authorized to perform iam:" + name + " on"), answer.body());
  }

  private static QueryResponse send(Installation installation, ClientSigner signer, String name) {
    String form = "Action=" + name + FORMS.get(name);
    return installation.sallyport.query().handle(signer.form("iam", form), form.getBytes(UTF_8));
  }

  private static String policy(String statement) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{" + statement + ",\"Resource\":\"*\"}]}";
  }

  /** TESTER2 has this right, and there is something for each operation to work on. */
  private static Installation made(String statement) {
    Installation installation = new Installation();
    installation.createRole();
    installation
        .sallyport
        .roles()
        .create(CreateRoleRequest.of("Empty", Installation.trusting(Installation.TESTER2)));
    for (String name : new String[] {"S3", "Unused", "Attached"}) {
      installation
          .sallyport
          .policies()
          .create(CreatePolicyRequest.of(name, Installation.ALL_OF_S3));
    }
    PolicyArn attached = new PolicyArn("arn:aws:iam:::policy/Attached");
    PolicyArn all = new PolicyArn("arn:aws:iam:::policy/S3");
    installation.sallyport.policies().createVersion(all, Installation.ALL_OF_S3);
    installation.sallyport.roles().attachPolicy(Installation.ROLE, attached);
    PolicyArn everything =
        installation
            .sallyport
            .policies()
            .create(CreatePolicyRequest.of("All", policy("\"Effect\":\"Allow\",\"Action\":\"*\"")))
            .arn();
    installation.sallyport.roles().putPermissionsBoundary(Installation.ROLE, everything);
    installation.sallyport.roles().tag(Installation.ROLE, Tags.of(new Tag("k", "v")));
    installation.sallyport.users().putPolicy(Installation.TESTER2, RIGHT, policy(statement));
    return installation;
  }
}
