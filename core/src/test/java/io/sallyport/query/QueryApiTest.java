package io.sallyport.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.credential.AccessKey;
import io.sallyport.error.AwsService;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PageRequest;
import io.sallyport.principal.Principal;
import io.sallyport.sts.AssumedRole;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import io.sallyport.testing.SettableClock;
import io.sallyport.testing.TroubledStore;
import io.sallyport.testing.Xml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryApiTest {
  private static final String TRUST =
      URLEncoder.encode(Installation.trusting(Installation.TESTER2), UTF_8);

  private final TroubledStore store = new TroubledStore();
  private final Installation installation = new Installation(store);
  private final QueryApi query = installation.sallyport.query();
  private final ClientSigner tester1 = ClientSigner.of(installation.key1, installation.clock);
  private final ClientSigner tester2 = ClientSigner.of(installation.key2, installation.clock);

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aRoleIsCreatedInTheXmlOfAwsServiceModel() {
    Xml xml = ok(tester1, "iam", createRole("S3Access") + "&Version=2010-05-08");
    assertEquals("CreateRoleResponse", xml.name());
    assertEquals("https://iam.amazonaws.com/doc/2010-05-08/", xml.namespace());
    assertEquals(List.of("CreateRoleResult", "ResponseMetadata"), xml.names(""));
    assertEquals("/", xml.text("CreateRoleResult/Role/Path"));
    assertEquals("S3Access", xml.text("CreateRoleResult/Role/RoleName"));
    assertTrue(xml.text("CreateRoleResult/Role/RoleId").startsWith("AROA"));
    assertEquals("arn:aws:iam:::role/S3Access", xml.text("CreateRoleResult/Role/Arn"));
    String document = xml.text("CreateRoleResult/Role/AssumeRolePolicyDocument");
    assertEquals(Installation.trusting(Installation.TESTER2), URLDecoder.decode(document, UTF_8));
    assertFalse(xml.text("ResponseMetadata/RequestId").isEmpty());
  }

  /** As Kubernetes authenticators send it: whoever has the URL learns whose it is. */
  @Test
  void aUrlTellsWhoSignedIt() {
    QueryResponse response =
        query.handle(
            tester2.presignedForm("sts", "Action=GetCallerIdentity&Version=2011-06-15"),
            new byte[0]);
    assertEquals(200, response.status());
    assertTrue(response.body().contains("arn:aws:iam:::user/TESTER2"));
  }

  @Test
  void aBodyIsReadWithinBoundsIfItIsWorthIt() throws IOException {
    byte[] form = "Action=GetCallerIdentity&Version=2011-06-15".getBytes(UTF_8);
    RequestHead head = tester2.form("sts", new String(form, UTF_8));
    assertEquals(200, query.handle(head, new ByteArrayInputStream(form)).status());
    byte[] tooLong = Arrays.copyOf(form, QueryApi.MAX_BODY + 1);
    QueryResponse refused = query.handle(head, new ByteArrayInputStream(tooLong));
    assertEquals(400, refused.status());
    assertTrue(refused.body().contains("at most 1048576 bytes"), refused.body());
    RequestHead unsigned = RequestHead.builder("GET", "/").header("Host", "s3").build();
    ByteArrayInputStream unread = new ByteArrayInputStream(form);
    assertEquals(403, query.handle(unsigned, unread).status());
    assertEquals(form.length, unread.available());
  }

  @Test
  void anActionWhoseResultIsEmptyHasIt() {
    ok(tester1, "iam", createRole("S3Access"));
    Xml xml = ok(tester1, "iam", "Action=UpdateRole&RoleName=S3Access&Description=d");
    assertEquals(List.of("UpdateRoleResult", "ResponseMetadata"), xml.names(""));
    assertEquals(List.of(), xml.names("UpdateRoleResult"));
  }

  @Test
  void anActionWithoutAResultHasNone() {
    ok(tester1, "iam", createRole("S3Access"));
    Xml xml = ok(tester1, "iam", "Action=DeleteRole&RoleName=S3Access");
    assertEquals("DeleteRoleResponse", xml.name());
    assertEquals(List.of("ResponseMetadata"), xml.names(""));
  }

  @Test
  void policiesTravelWithPlusForSpace() {
    ok(tester1, "iam", createRole("S3Access"));
    String spaced = Installation.ALL_OF_S3.replace(",", " , ");
    String put = "Action=PutRolePolicy&RoleName=S3Access&PolicyName=P&PolicyDocument=";
    ok(tester1, "iam", put + URLEncoder.encode(spaced, UTF_8));
    assertEquals(
        spaced,
        installation
            .sallyport
            .roles()
            .getPolicy(Installation.ROLE, new io.sallyport.identity.PolicyName("P")));
    assertEquals(
        List.of("P"),
        ok(tester1, "iam", "Action=ListRolePolicies&RoleName=S3Access")
            .texts("ListRolePoliciesResult/PolicyNames/member"));
    String document =
        ok(tester1, "iam", "Action=GetRolePolicy&RoleName=S3Access&PolicyName=P")
            .text("GetRolePolicyResult/PolicyDocument");
    assertFalse(document.contains("+"), document);
    assertEquals(spaced, URLDecoder.decode(document, UTF_8));
    ok(tester1, "iam", "Action=DeleteRolePolicy&RoleName=S3Access&PolicyName=P");
  }

  @Test
  void aSessionIsGivenInTheXmlOfAwsServiceModel() {
    installation.createRole();
    Xml xml =
        ok(
            tester2,
            "sts",
            "Action=AssumeRole&Version=2011-06-15&RoleSessionName=Bob&DurationSeconds=900"
                + "&RoleArn=arn%3Aaws%3Aiam%3A%3A%3Arole%2FS3Access");
    assertEquals("AssumeRoleResponse", xml.name());
    assertEquals("https://sts.amazonaws.com/doc/2011-06-15/", xml.namespace());
    assertTrue(xml.text("AssumeRoleResult/Credentials/AccessKeyId").startsWith("ASIA"));
    assertEquals("2026-03-01T12:15:00Z", xml.text("AssumeRoleResult/Credentials/Expiration"));
    assertEquals(
        "arn:aws:sts:::assumed-role/S3Access/Bob",
        xml.text("AssumeRoleResult/AssumedRoleUser/Arn"));
  }

  @Test
  void whoeverSignsIsToldWhoItIsWhateverItsPolicies() {
    String call = "Action=GetCallerIdentity&Version=2011-06-15";
    Xml user = ok(tester2, "sts", call);
    assertEquals(List.of("UserId", "Account", "Arn"), user.names("GetCallerIdentityResult"));
    assertEquals("arn:aws:iam:::user/TESTER2", user.text("GetCallerIdentityResult/Arn"));
    assertTrue(user.text("GetCallerIdentityResult/UserId").startsWith("AIDA"));
    installation.createRole();
    AssumedRole bob = installation.assumeRole();
    Xml session = ok(ClientSigner.of(bob.credentials(), installation.clock), "sts", call);
    assertEquals(bob.assumedRoleId(), session.text("GetCallerIdentityResult/UserId"));
    assertEquals(bob.arn().toString(), session.text("GetCallerIdentityResult/Arn"));
    AccountId account = new AccountId("123456789012");
    AccessKey root = installation.sallyport.in(account).account().createAccessKey();
    Xml owner = ok(ClientSigner.of(root, installation.clock), "sts", call);
    assertEquals("123456789012", owner.text("GetCallerIdentityResult/UserId"));
    assertEquals("123456789012", owner.text("GetCallerIdentityResult/Account"));
    assertEquals("arn:aws:iam::123456789012:root", owner.text("GetCallerIdentityResult/Arn"));
    RequestHead url = tester2.presignedForm("sts", call);
    assertEquals(200, query.handle(url, new byte[0]).status());
  }

  @Test
  void listsComeInPages() {
    for (String name : List.of("a", "b", "c")) {
      ok(tester1, "iam", createRole(name));
    }
    Xml first = ok(tester1, "iam", "Action=ListRoles&MaxItems=2");
    assertEquals(List.of("a", "b"), first.texts("ListRolesResult/Roles/member/RoleName"));
    assertEquals("true", first.text("ListRolesResult/IsTruncated"));
    String marker = URLEncoder.encode(first.text("ListRolesResult/Marker"), UTF_8);
    Xml second = ok(tester1, "iam", "Action=ListRoles&Marker=" + marker);
    assertEquals(List.of("c"), second.texts("ListRolesResult/Roles/member/RoleName"));
    assertEquals("false", second.text("ListRolesResult/IsTruncated"));
    assertEquals(List.of(), second.texts("ListRolesResult/Marker"));
  }

  @Test
  void errorsAreInTheXmlOfAwsServiceModel() {
    QueryResponse answer = send(tester1, "iam", "Action=GetRole&RoleName=None");
    assertEquals(404, answer.status());
    Xml xml = Xml.parse(answer.body());
    assertEquals("ErrorResponse", xml.name());
    assertEquals("https://iam.amazonaws.com/doc/2010-05-08/", xml.namespace());
    assertEquals(List.of("Error", "RequestId"), xml.names(""));
    assertEquals(List.of("Type", "Code", "Message"), xml.names("Error"));
    assertEquals("Sender", xml.text("Error/Type"));
    assertEquals("NoSuchEntity", xml.text("Error/Code"));
    assertEquals("the role \"None\" does not exist", xml.text("Error/Message"));
    assertEquals(answer.requestId(), xml.text("RequestId"));
  }

  @Test
  void everyFaultHasItsCode() {
    ok(tester1, "iam", createRole("S3Access"));
    assertFault("EntityAlreadyExists", 409, tester1, "iam", createRole("S3Access"));
    assertFault("InvalidInput", 400, tester1, "iam", createRole("a%2Fb"));
    assertFault("InvalidInput", 400, tester1, "iam", createRole("R") + "&MaxSessionDuration=abc");
    assertFault("InvalidInput", 400, tester1, "iam", createRole("R") + "&Path=x");
    assertFault("InvalidInput", 400, tester1, "iam", "Action=CreateRole&RoleName=R");
    assertFault(
        "MalformedPolicyDocument",
        400,
        tester1,
        "iam",
        "Action=CreateRole&RoleName=R&AssumeRolePolicyDocument=%7B%7D");
    assertFault("InvalidAction", 400, tester1, "iam", "Action=DropAllTables");
    assertFault("InvalidInput", 400, tester1, "iam", "");
    assertFault("InvalidInput", 400, tester1, "iam", "Action=ListRoles&Version=2011-06-15");
    assertFault("InvalidAction", 400, tester1, "sts", "Action=CreateRole");
    assertFault("ValidationError", 400, tester2, "sts", "Action=AssumeRole&RoleArn=x");
    String assume =
        "Action=AssumeRole&RoleSessionName=Bob&RoleArn=arn%3Aaws%3Aiam%3A%3A%3Arole%2FS3Access";
    assertFault("ValidationError", 400, tester2, "sts", assume + "&Policy=");
    assertFault("ValidationError", 400, tester2, "sts", assume + "&ExternalId=");
    assertFault("ValidationError", 400, tester2, "sts", assume + "&DurationSeconds=");
  }

  @Test
  void aParameterThatIsNotUnderstoodIsRefusedAndNothingIsDone() {
    assertFault(
        "InvalidInput",
        400,
        tester1,
        "iam",
        createRole("R") + "&AssumedPolicy=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FB");
    assertFault("InvalidInput", 400, tester1, "iam", createRole("R") + "&RoleName=S");
    assertTrue(installation.sallyport.roles().list("/", PageRequest.FIRST).items().isEmpty());
  }

  /** A client of AWS's sends the name of a list that it has no members for. */
  @Test
  void aListWithoutMembersIsNoneInEveryAction() {
    ok(tester1, "iam", createRole("S3Access") + "&Tags=");
    ok(tester1, "iam", "Action=GetRole&RoleName=S3Access&Tags=&PolicyInputList=");
    ok(
        tester2,
        "sts",
        "Action=AssumeRole&RoleSessionName=Bob&RoleArn=arn%3Aaws%3Aiam%3A%3A%3Arole%2FS3Access"
            + "&Tags=&PolicyArns=&TransitiveTagKeys=&ProvidedContexts=");
    assertFault("InvalidInput", 400, tester1, "iam", createRole("R") + "&Tags=x");
    assertFault("InvalidInput", 400, tester1, "iam", createRole("R") + "&Tags.member.1.Key=");
    assertFault("InvalidInput", 400, tester1, "iam", createRole("R") + "&PermissionsBoundary=");
  }

  @Test
  void aUrlMayAskAndChangesNothing() {
    installation.createRole();
    for (String form :
        List.of(
            "Action=GetRole&RoleName=S3Access",
            "Action=ListRoles",
            "Action=ListRolePolicies&RoleName=S3Access",
            "Action=GetRolePolicy&RoleName=S3Access&PolicyName=Policy1")) {
      QueryResponse answer = query.handle(tester1.presignedForm("iam", form), new byte[0]);
      assertEquals(200, answer.status(), answer.body());
    }
    for (String form :
        List.of(
            createRole("R"),
            "Action=UpdateAssumeRolePolicy&RoleName=S3Access&PolicyDocument=" + TRUST,
            "Action=PutRolePolicy&RoleName=S3Access&PolicyName=P&PolicyDocument=" + TRUST,
            "Action=DeleteRolePolicy&RoleName=S3Access&PolicyName=Policy1",
            "Action=DeleteRole&RoleName=S3Access")) {
      QueryResponse answer = query.handle(tester1.presignedForm("iam", form), new byte[0]);
      assertEquals(403, answer.status(), answer.body());
      assertTrue(answer.body().contains("must be signed in the header"), answer.body());
    }
    assertEquals(1, installation.sallyport.roles().list("/", PageRequest.FIRST).items().size());
    assertEquals(
        List.of(Installation.POLICY),
        installation.sallyport.roles().listPolicies(Installation.ROLE, PageRequest.FIRST).items());
  }

  @Test
  void whoHasNoRightToAnActionIsRefusedWhetherOrNotTheRoleExists() {
    installation.createRole();
    List<String> calls =
        List.of(
            createRole("R"),
            "Action=GetRole&RoleName=S3Access",
            "Action=GetRole&RoleName=None",
            "Action=ListRoles",
            "Action=DeleteRole&RoleName=S3Access",
            "Action=DeleteRole&RoleName=None",
            "Action=UpdateAssumeRolePolicy&RoleName=S3Access&PolicyDocument=" + TRUST,
            "Action=PutRolePolicy&RoleName=S3Access&PolicyName=P&PolicyDocument=" + TRUST,
            "Action=GetRolePolicy&RoleName=S3Access&PolicyName=Policy1",
            "Action=ListRolePolicies&RoleName=S3Access",
            "Action=DeleteRolePolicy&RoleName=S3Access&PolicyName=Policy1");
    for (String call : calls) {
      assertFault("AccessDenied", 403, tester2, "iam", call);
    }
    assertEquals(
        message("Action=GetRole&RoleName=none").replace("none", "X"),
        message("Action=GetRole&RoleName=s3access").replace("s3access", "X"));
  }

  @Test
  void aSessionManagesRolesOnlyAsItsRoleMay() {
    installation.createRole();
    ClientSigner bob = ClientSigner.of(installation.assumeRole().credentials(), installation.clock);
    assertFault("AccessDenied", 403, bob, "iam", createRole("R"));
    installation.clock.advance(Duration.ofHours(1));
    assertFault("ExpiredToken", 403, bob, "iam", createRole("R"));
  }

  @Test
  void aBodyThatWasChangedOnItsWayIsRefused() {
    RequestHead head = tester1.form("iam", createRole("S3Access"));
    QueryResponse answer = query.handle(head, createRole("S3Excess").getBytes(UTF_8));
    assertEquals(400, answer.status());
    assertEquals("IncompleteSignature", code(answer));
  }

  @Test
  void requestsOfS3AndOfNobodyAreNotForIamOrSts() {
    assertTrue(query.accepts(tester1.form("iam", "")));
    assertTrue(query.accepts(tester1.form("sts", "")));
    assertFalse(query.accepts(tester1.s3("GET", "/")));
    RequestHead unsigned = RequestHead.builder("POST", "/").header("Host", "h").build();
    assertFalse(query.accepts(unsigned));
    assertFalse(query.accepts(form("/my-bucket").build()));
    String presigned = "/?delete&X-Amz-Credential=AKIA%2F20260301%2Feu%2Fs3%2Faws4_request";
    assertFalse(query.accepts(form(presigned).build())); // of a bucket that the host names
    assertFalse(query.accepts(form("/").header("Authorization", "AWS k:s").build()));
  }

  @Test
  void anUnsignedCallMayBeInTheQueryWhateverItsBodyIs() {
    String call = "/?Version=2011-06-15&Action=AssumeRoleWithWebIdentity";
    assertTrue(query.accepts(bytes("POST", call)));
    assertEquals(
        "MissingAuthenticationToken",
        code(query.refusal(bytes("POST", "/?Version=2010-05-08&Action=ListRoles")).orElseThrow()));
    assertFalse(query.accepts(bytes("GET", call)));
    assertFalse(query.accepts(bytes("POST", call.replace("/?", "/my-bucket?"))));
    assertFalse(query.accepts(bytes("POST", "/?Action=AssumeRoleWithWebIdentity")));
    assertFalse(query.accepts(bytes("POST", "/?delete")));
  }

  private static RequestHead bytes(String method, String target) {
    return RequestHead.builder(method, target)
        .header("Host", "h")
        .header("Content-Type", "application/octet-stream")
        .build();
  }

  private static RequestHead.Builder form(String target) {
    return RequestHead.builder("POST", target)
        .header("Host", "h")
        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  }

  @Test
  void aCallThatIsNotSignedIsToldSo() {
    RequestHead unsigned = form("/").build();
    assertTrue(query.accepts(unsigned));
    assertEquals("MissingAuthenticationToken", code(query.refusal(unsigned).orElseThrow()));
    QueryResponse answer = query.handle(unsigned, "Action=ListRoles".getBytes(UTF_8));
    assertEquals(403, answer.status());
    assertEquals("MissingAuthenticationToken", code(answer));
  }

  @Test
  void aRequestToIamOrStsIsAnsweredInTheirWordsHoweverBadItsSignature() {
    SettableClock slow = new SettableClock();
    slow.advance(Duration.ofHours(-1));
    RequestHead late = ClientSigner.of(installation.key1, slow).form("iam", "Action=ListRoles");
    assertTrue(query.accepts(late));
    assertEquals("SignatureDoesNotMatch", code(query.handle(late, new byte[0])));
    RequestHead malformed =
        RequestHead.builder("POST", "/")
            .header("Host", "h")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAX/20260301/us-east-1/iam/aws4_request")
            .build();
    assertTrue(query.accepts(malformed));
    assertEquals("IncompleteSignature", code(query.handle(malformed, new byte[0])));
  }

  @Test
  void aStoreThatDoesNotAnswerIsAServiceThatIsNotAvailable() {
    store.stopAnswering();
    installation.clock.advance(Duration.ofSeconds(31));
    assertFault("ServiceUnavailable", 503, tester1, "iam", "Action=ListRoles");
  }

  @Test
  void whatIsRepeatedInAMessageIsEscaped() {
    QueryResponse answer = send(tester1, "iam", "Action=%3Ca%3E%26%0D");
    assertEquals(400, answer.status());
    String message = Xml.parse(answer.body()).text("Error/Message");
    assertTrue(message.contains("<a>&\\u000d"), message);
  }

  @Test
  void whatNoAnswerCanHoldIsRefused() {
    for (String character : List.of("%00", "%01", "%1B", URLEncoder.encode("\uFFFE", UTF_8))) {
      assertFault("InvalidInput", 400, tester1, "iam", "Action=ListRoles&Marker=a" + character);
      assertFault("InvalidInput", 400, tester1, "iam", "Action=ListRoles&" + character + "=a");
    }
  }

  @Test
  void aFormOfMoreParametersThanAnyActionHasIsRefused() {
    assertFault("InvalidInput", 400, tester1, "iam", "Action=ListRoles" + "&a=b".repeat(250_000));
  }

  @Test
  void whatLooksLikeAPartOfASignatureIsAParameterLikeOthers() {
    assertFault("InvalidInput", 400, tester1, "iam", "Action=ListRoles&X-Amz-User-Agent=a");
    assertEquals(400, query.handle(inQuery("X-Amz-User-Agent=a"), new byte[0]).status());
    assertEquals(200, query.handle(inQuery("MaxItems=5"), new byte[0]).status());
  }

  private RequestHead inQuery(String parameter) {
    return tester1.call("iam", "/?Action=ListRoles&" + parameter);
  }

  @Test
  void formsThatAreNotEncodedAsTheyShouldBeAreRefused() {
    for (String form :
        List.of("Action=%", "Action=%4", "Action=%zz", "Action=%FF", "Action=%C0%80")) {
      assertFault("InvalidInput", 400, tester1, "iam", form);
    }
  }

  private String message(String form) {
    return Xml.parse(send(tester2, "iam", form).body()).text("Error/Message");
  }

  private static String createRole(String name) {
    return "Action=CreateRole&RoleName=" + name + "&AssumeRolePolicyDocument=" + TRUST;
  }

  private QueryResponse send(ClientSigner signer, String service, String form) {
    return query.handle(signer.form(service, form), form.getBytes(UTF_8));
  }

  @Test
  void aHostVouchesForACallerWhoIsThenAuthorisedAsEver() {
    Principal root = new Principal.Root(AccountId.EMPTY);
    QueryResponse made = query.handle(root, AwsService.IAM, createRole("S3Access"));
    assertEquals(200, made.status(), made.body());
    Principal nobody = installation.sallyport.principal(Installation.TESTER2);
    String get = "Action=GetRole&RoleName=S3Access";
    assertEquals("AccessDenied", code(query.handle(nobody, AwsService.IAM, get)));
    assertEquals(200, query.handle(root, AwsService.IAM, get).status());
    assertEquals("InvalidAction", code(query.handle(root, AwsService.STS, get)));
    assertThrows(IllegalArgumentException.class, () -> query.handle(root, AwsService.S3, get));
    assertEquals(400, query.handle(root, AwsService.IAM, "Action=GetRole&RoleName=%").status());
    String beyondBytes = "Action=GetRole&RoleName=\u0436"; // It must not come out as "?".
    QueryResponse refused = query.handle(root, AwsService.IAM, beyondBytes);
    assertEquals(400, refused.status());
    assertFalse(refused.body().contains("?\""), refused.body());
  }

  private Xml ok(ClientSigner signer, String service, String form) {
    QueryResponse answer = send(signer, service, form);
    assertEquals(200, answer.status(), answer.body());
    return Xml.parse(answer.body());
  }

  private static String code(QueryResponse answer) {
    return Xml.parse(answer.body()).text("Error/Code");
  }

  private void assertFault(
      String code, int status, ClientSigner signer, String service, String form) {
    QueryResponse answer = send(signer, service, form);
    assertEquals(code, code(answer), form);
    assertEquals(status, answer.status());
  }
}
