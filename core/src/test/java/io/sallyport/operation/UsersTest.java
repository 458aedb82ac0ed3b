package io.sallyport.operation;

import static io.sallyport.testing.Installation.ALL_OF_S3;
import static io.sallyport.testing.Installation.TESTER1;
import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.query.QueryResponse;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.Xml;
import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users, keys, groups and accounts as clients of AWS's have them. */
class UsersTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");

  private final Installation installation = new Installation();
  private final ClientSigner tester1 = ClientSigner.of(installation.key1, installation.clock);
  private final ClientSigner tester2 = ClientSigner.of(installation.key2, installation.clock);

  @BeforeEach
  void allow() {
    installation
        .sallyport
        .users()
        .putPolicy(
            TESTER1,
            new PolicyName("All"),
            ALL_OF_S3.replace("s3:*", "iam:*").replace("arn:aws:s3:::*", "*"));
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aUserComesAndGoes() {
    Xml made =
        ok(
            tester1,
            "CreateUser&UserName=bob&Path=%2Fa%2F&Tags.member.1.Key=k" + "&Tags.member.1.Value=v");
    assertEquals(
        List.of("Path", "UserName", "UserId", "Arn", "CreateDate", "Tags"),
        made.names("CreateUserResult/User"));
    assertEquals("arn:aws:iam:::user/a/bob", made.text("CreateUserResult/User/Arn"));
    assertEquals(
        "v", ok(tester1, "ListUserTags&UserName=bob").text("ListUserTagsResult/Tags/member/Value"));
    ok(tester1, "UpdateUser&UserName=bob&NewUserName=carol");
    assertEquals(
        made.text("CreateUserResult/User/UserId"),
        ok(tester1, "GetUser&UserName=carol").text("GetUserResult/User/UserId"));
    assertEquals(
        List.of("carol", "TESTER1", "TESTER2"),
        ok(tester1, "ListUsers").texts("ListUsersResult/Users/member/UserName"));
    assertFault("EntityAlreadyExists", tester1, "CreateUser&UserName=CAROL");
    ok(tester1, "DeleteUser&UserName=carol");
    assertFault("NoSuchEntity", tester1, "GetUser&UserName=carol");
    assertFault("InvalidInput", tester1, "CreateUser&UserName=b%2Fb");
    assertFault("InvalidInput", tester1, "CreateUser&UserName=" + "b".repeat(65));
    assertFault("InvalidInput", tester1, "CreateUser&UserName=b&Path=a");
  }

  @Test
  void aKeyIsShownOnceAndOpensWhileItIsActive() {
    ok(tester1, "CreateUser&UserName=bob");
    ok(
        tester1,
        "PutUserPolicy&UserName=bob&PolicyName=P&PolicyDocument="
            + URLEncoder.encode(
                ALL_OF_S3.replace("s3:*", "iam:*").replace("arn:aws:s3:::*", "*"), UTF_8));
    Xml made = ok(tester1, "CreateAccessKey&UserName=bob");
    String id = made.text("CreateAccessKeyResult/AccessKey/AccessKeyId");
    AccessKey key =
        new AccessKey(
            new AccessKeyId(id),
            SecretKey.of(made.text("CreateAccessKeyResult/AccessKey/SecretAccessKey")));
    ClientSigner bob = ClientSigner.of(key, installation.clock);
    assertEquals("bob", ok(bob, "GetUser").text("GetUserResult/User/UserName"));
    Xml used = ok(tester1, "GetAccessKeyLastUsed&AccessKeyId=" + id);
    assertEquals("bob", used.text("GetAccessKeyLastUsedResult/UserName"));
    assertEquals("iam", used.text("GetAccessKeyLastUsedResult/AccessKeyLastUsed/ServiceName"));
    assertEquals(
        List.of(id),
        ok(bob, "ListAccessKeys")
            .texts("ListAccessKeysResult/AccessKeyMetadata/member/AccessKeyId"));
    assertEquals(
        made.text("CreateAccessKeyResult/AccessKey/CreateDate"),
        ok(bob, "ListAccessKeys").text("ListAccessKeysResult/AccessKeyMetadata/member/CreateDate"));
    ok(bob, "CreateAccessKey");
    assertFault("LimitExceeded", bob, "CreateAccessKey");
    assertFault("DeleteConflict", tester1, "DeleteUser&UserName=bob");
    ok(tester1, "UpdateAccessKey&UserName=bob&AccessKeyId=" + id + "&Status=Inactive");
    assertFault("InvalidClientTokenId", bob, "GetUser");
    assertFault(
        "InvalidInput", tester1, "UpdateAccessKey&UserName=bob&AccessKeyId=" + id + "&Status=Off");
    ok(tester1, "UpdateAccessKey&UserName=bob&AccessKeyId=" + id + "&Status=Active");
    ok(bob, "GetUser");
    ok(tester1, "DeleteAccessKey&UserName=bob&AccessKeyId=" + id);
    assertFault("InvalidClientTokenId", bob, "GetUser");
    assertFault("NoSuchEntity", tester1, "GetAccessKeyLastUsed&AccessKeyId=" + id);
  }

  @Test
  void whoAsksWithoutANameAsksAboutItself() {
    ClientSigner root =
        ClientSigner.of(
            installation.sallyport.in(ACCOUNT).account().createAccessKey(), installation.clock);
    Xml itself = ok(root, "GetUser");
    assertEquals("123456789012", itself.text("GetUserResult/User/UserId"));
    assertEquals("arn:aws:iam::123456789012:root", itself.text("GetUserResult/User/Arn"));
    ok(root, "CreateAccessKey");
    assertEquals(
        List.of("root", "root"),
        ok(root, "ListAccessKeys").texts("ListAccessKeysResult/AccessKeyMetadata/member/UserName"));
    assertFault("AccessDenied", tester2, "GetUser");
    installation.createRole();
    ClientSigner session =
        ClientSigner.of(installation.assumeRole().credentials(), installation.clock);
    assertFault("InvalidInput", session, "GetUser");
  }

  @Test
  void groupsHaveMembersAndPolicies() {
    Xml made = ok(tester1, "CreateGroup&GroupName=Readers&Path=%2Fa%2F");
    assertEquals("arn:aws:iam:::group/a/Readers", made.text("CreateGroupResult/Group/Arn"));
    ok(tester1, "AddUserToGroup&GroupName=Readers&UserName=TESTER2");
    ok(
        tester1,
        "PutGroupPolicy&GroupName=Readers&PolicyName=P&PolicyDocument="
            + URLEncoder.encode(ALL_OF_S3, UTF_8));
    assertTrue(installation.mayRead(TESTER2));
    Xml group = ok(tester1, "GetGroup&GroupName=readers");
    assertEquals("Readers", group.text("GetGroupResult/Group/GroupName"));
    assertEquals(List.of("TESTER2"), group.texts("GetGroupResult/Users/member/UserName"));
    assertEquals(
        List.of("Readers"),
        ok(tester1, "ListGroupsForUser&UserName=TESTER2")
            .texts("ListGroupsForUserResult/Groups/member/GroupName"));
    assertFault("DeleteConflict", tester1, "DeleteGroup&GroupName=Readers");
    ok(tester1, "UpdateGroup&GroupName=Readers&NewGroupName=Others");
    ok(tester1, "RemoveUserFromGroup&GroupName=Others&UserName=TESTER2");
    assertFalse(installation.mayRead(TESTER2));
    ok(tester1, "DeleteGroupPolicy&GroupName=Others&PolicyName=P");
    ok(tester1, "DeleteGroup&GroupName=Others");
    assertEquals(List.of(), ok(tester1, "ListGroups").texts("ListGroupsResult/Groups/member"));
  }

  @Test
  void anAccountHasAnAliasAndASummary() {
    ok(tester1, "CreateAccountAlias&AccountAlias=acme");
    assertEquals(
        List.of("acme"),
        ok(tester1, "ListAccountAliases").texts("ListAccountAliasesResult/AccountAliases/member"));
    ok(tester1, "DeleteAccountAlias&AccountAlias=acme");
    assertFault("NoSuchEntity", tester1, "DeleteAccountAlias&AccountAlias=acme");
    assertFault("InvalidInput", tester1, "CreateAccountAlias&AccountAlias=A");
    assertTrue(
        ok(tester1, "GetAccountSummary")
            .texts("GetAccountSummaryResult/SummaryMap/entry/key")
            .contains("Users"));
  }

  private Xml ok(ClientSigner signer, String form) {
    QueryResponse answer = sent(signer, form);
    assertEquals(200, answer.status(), answer::body);
    return Xml.parse(answer.body());
  }

  private void assertFault(String code, ClientSigner signer, String form) {
    QueryResponse answer = sent(signer, form);
    assertEquals(code, Xml.parse(answer.body()).text("Error/Code"), answer::body);
  }

  private QueryResponse sent(ClientSigner signer, String action) {
    String form = "Action=" + action;
    return installation.sallyport.query().handle(signer.form("iam", form), form.getBytes(UTF_8));
  }
}
