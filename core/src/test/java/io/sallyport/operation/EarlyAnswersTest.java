package io.sallyport.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.credential.AccessKey;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.Leniency;
import io.sallyport.query.QueryResponse;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.Xml;
import io.sallyport.user.AdminCaps;
import java.net.URLEncoder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The REST examples of Ceph's first documentation of roles, one by one. */
class EarlyAnswersTest {
  private static final UserName TESTER = new UserName("TESTER");
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam:::user/TESTER"]},\
      "Action":["sts:AssumeRole"]}]}\
      """;
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:CreateBucket"],\
      "Resource":"arn:aws:s3:::example_bucket"}]}\
      """;

  private final SettableClock clock = new SettableClock();
  private final Sallyport sallyport =
      Sallyport.builder()
          .store(new MemoryStore())
          .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
          .clock(clock)
          .lenient(Set.of(Leniency.EARLY_CEPH_ANSWERS))
          .build();
  private ClientSigner tester;

  @BeforeEach
  void createTester() {
    sallyport.users().create(TESTER);
    sallyport.users().addCaps(TESTER, AdminCaps.parse("roles=*"));
    AccessKey key = sallyport.users().createAccessKey(TESTER);
    tester = ClientSigner.of(key, clock);
  }

  @AfterEach
  void close() {
    sallyport.close();
  }

  private String ok(String form) {
    QueryResponse answer = send(form);
    assertEquals(200, answer.status(), answer.body());
    return answer.body();
  }

  private QueryResponse send(String form) {
    return sallyport.query().handle(tester.form("iam", form), form.getBytes(UTF_8));
  }

  private String create() {
    return ok(
        "Action=CreateRole&RoleName=S3Access&Path=/application_abc/component_xyz/"
            + "&AssumeRolePolicyDocument="
            + URLEncoder.encode(TRUST, UTF_8));
  }

  private static void assertIsRole(String answer, String trust) {
    String id = answer.substring(answer.indexOf("<id>") + 4, answer.indexOf("</id>"));
    assertEquals(
        "<role><id>"
            + id
            + "</id><name>S3Access</name><path>/application_abc/component_xyz/</path>"
            + "<arn>arn:aws:iam:::role/application_abc/component_xyz/S3Access</arn>"
            + "<create_date>2026-03-01T12:00:00Z</create_date>"
            + "<max_session_duration>3600</max_session_duration>"
            + "<assume_role_policy_document>"
            + trust
            + "</assume_role_policy_document></role>",
        answer);
    assertTrue(id.startsWith("AROA"), id);
  }

  @Test
  void createGetAndListARole() {
    assertIsRole(create(), TRUST);
    assertIsRole(ok("Action=GetRole&RoleName=S3Access"), TRUST);
    assertIsRole(ok("Action=ListRoles&RoleName=S3Access&PathPrefix=/application"), TRUST);
  }

  @Test
  void updateTheTrustPolicy() {
    create();
    sallyport.users().create(new UserName("TESTER2"));
    String other = TRUST.replace("TESTER", "TESTER2");
    ok(
        "Action=UpdateAssumeRolePolicy&RoleName=S3Access&PolicyDocument="
            + URLEncoder.encode(other, UTF_8));
    assertIsRole(ok("Action=GetRole&RoleName=S3Access"), other);
  }

  @Test
  void putListGetAndDeleteAPolicy() {
    create();
    ok(
        "Action=PutRolePolicy&RoleName=S3Access&PolicyName=Policy1&PolicyDocument="
            + URLEncoder.encode(POLICY, UTF_8));
    assertEquals(
        "<PolicyNames><member>Policy1</member></PolicyNames>",
        ok("Action=ListRolePolicies&RoleName=S3Access"));
    assertEquals(
        "<GetRolePolicyResult><PolicyName>Policy1</PolicyName><RoleName>S3Access</RoleName>"
            + "<Permission_policy>"
            + POLICY
            + "</Permission_policy></GetRolePolicyResult>",
        ok("Action=GetRolePolicy&RoleName=S3Access&PolicyName=Policy1"));
    ok("Action=DeleteRolePolicy&RoleName=S3Access&PolicyName=Policy1");
    ok("Action=DeleteRole&RoleName=S3Access");
  }

  @Test
  void tagListTagsAndUntag() {
    create();
    assertMatches(
        "<TagRoleResponse><ResponseMetadata><RequestId>X</RequestId></ResponseMetadata>"
            + "</TagRoleResponse>",
        "Action=TagRole&RoleName=S3Access&Tags.member.1.Key=Department"
            + "&Tags.member.1.Value=Engineering");
    assertMatches(
        "<ListRoleTagsResponse><ListRoleTagsResult><Tags><member><Key>Department</Key>"
            + "<Value>Engineering</Value></member></Tags></ListRoleTagsResult>"
            + "<ResponseMetadata><RequestId>X</RequestId></ResponseMetadata>"
            + "</ListRoleTagsResponse>",
        "Action=ListRoleTags&RoleName=S3Access");
    assertMatches(
        "<UntagRoleResponse><ResponseMetadata><RequestId>X</RequestId></ResponseMetadata>"
            + "</UntagRoleResponse>",
        "Action=UntagRoles&RoleName=S3Access&TagKeys.member.1=Department");
  }

  private void assertMatches(String expected, String form) {
    assertEquals(expected, ok(form).replaceAll("<RequestId>[^<]+<", "<RequestId>X<"));
  }

  /** The documentation shows none of these: all answers are XML, and no page gets lost. */
  @Test
  void severalRolesOrNoneAndPagesAreWellFormed() {
    assertEquals("<Roles></Roles>", ok("Action=ListRoles"));
    create();
    ok("Action=CreateRole&RoleName=b&AssumeRolePolicyDocument=" + URLEncoder.encode(TRUST, UTF_8));
    assertEquals(List.of("role", "role"), names(ok("Action=ListRoles")));
    String first = ok("Action=ListRoles&MaxItems=1");
    assertEquals(List.of("role", "IsTruncated", "Marker"), names(first));
    String marker = first.substring(first.indexOf("<Marker>") + 8, first.indexOf("</Marker>"));
    assertTrue(
        ok("Action=ListRoles&Marker=" + URLEncoder.encode(marker, UTF_8)).startsWith("<role>"));
  }

  private static List<String> names(String answer) {
    return Xml.parse(answer).names("");
  }

  @Test
  void whatItShowsNoAnswerOfIsAnsweredAsByAws() {
    create();
    Xml deleted = Xml.parse(ok("Action=DeleteRole&RoleName=S3Access"));
    assertEquals("https://iam.amazonaws.com/doc/2010-05-08/", deleted.namespace());
    QueryResponse refusal = send("Action=GetRole&RoleName=S3Access");
    assertEquals("NoSuchEntity", Xml.parse(refusal.body()).text("Error/Code"));
  }
}
