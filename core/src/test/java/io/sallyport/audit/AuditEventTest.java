package io.sallyport.audit;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.TESTER1;
import static io.sallyport.testing.Installation.TESTER2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.Sallyport;
import io.sallyport.access.AccessAnswer;
import io.sallyport.account.AccountAlias;
import io.sallyport.account.View;
import io.sallyport.credential.AccessKey;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.credential.SecretKey;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.ConflictException;
import io.sallyport.http.RequestHead;
import io.sallyport.identity.PolicyArn;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.SourceIdentity;
import io.sallyport.managed.CreatePolicyRequest;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.provider.CreateProviderRequest;
import io.sallyport.query.QueryResponse;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import io.sallyport.testing.BrowserForm;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditEventTest {
  private static final String ROLE = "arn:aws:iam:::role/S3Access";

  /** Changes that an installation begins with: two users, a policy, two access keys. */
  private static final int MADE_BEFORE = 5;

  private static final SourceIdentity ALICE = new SourceIdentity("Alice");
  private static final String TRUST_WITH_SOURCE =
      Installation.trusting(TESTER2)
          .replace("\"sts:AssumeRole\"", "\"sts:AssumeRole\",\"sts:SetSourceIdentity\"");

  /** A line of a log that a caller could end would let it write the next one. */
  @Test
  void whatACallerChoseStaysInItsLine() {
    try (Installation installation = new Installation()) {
      installation.sallyport.users().putPolicy(TESTER2, POLICY, Installation.ALL_OF_S3);
      List<ClientSigner> callers =
          List.of(
              ClientSigner.of(installation.key1, installation.clock),
              ClientSigner.of(installation.key2, installation.clock));
      for (ClientSigner caller : callers) {
        AccessAnswer answer =
            installation
                .sallyport
                .access()
                .check(caller.s3("GET", "/bucket/a%0D%0Aforged%E2%80%AE%C2%85", Map.of()));
        if (answer instanceof AccessAnswer.Refused refused) {
          assertOneLine(refused.toString());
          assertOneLine(refused.error().getMessage());
        }
      }
      installation.end();
      List<AuditEvent> decisions =
          installation.events.stream()
              .filter(event -> event instanceof AuditEvent.Decided)
              .toList();
      assertEquals(2, decisions.size());
      for (AuditEvent event : decisions) {
        assertOneLine(event.toString());
        assertTrue(event.toString().contains("a\\u000d\\u000aforged"), event.toString());
      }
    }
  }

  @Test
  void credentialsThatAreGivenOutAreNotedWithWhoAskedAndHowToRevokeThem() {
    AssumedRole session;
    try (Installation installation = new Installation()) {
      installation.createRole();
      session =
          installation
              .sallyport
              .sts()
              .assumeRole(
                  installation.sallyport.principal(TESTER2),
                  AssumeRoleRequest.of(ROLE, "Bob"),
                  RequestContext.builder()
                      .host("aws:SourceIp", "192.0.2.9")
                      .host("aws:UserAgent", "Boto3/1.40\n")
                      .build());
      installation.end();
      AuditEvent.Issued issued = only(AuditEvent.Issued.class, installation);
      assertEquals("arn:aws:iam:::user/TESTER2", issued.actor().principal());
      assertEquals(Optional.of("192.0.2.9"), issued.actor().address());
      assertEquals(Optional.of("Boto3/1.40\\u000a"), issued.actor().userAgent());
      assertEquals("arn:aws:sts:::assumed-role/S3Access/Bob", issued.session());
      assertEquals(session.credentials().accessKeyId(), issued.accessKeyId());
      assertEquals(session.principal().details().id(), issued.sessionId());
      assertEquals(session.credentials().expiration(), issued.expiry());
    }
  }

  @Test
  void whatASessionDoesIsNotedWithItsIdAndWhomItIsFor() {
    try (Installation installation = new Installation()) {
      installation.createRole();
      installation.sallyport.roles().updateTrustPolicy(Installation.ROLE, TRUST_WITH_SOURCE);
      AssumedRole session =
          installation
              .sallyport
              .sts()
              .assumeRole(
                  installation.sallyport.principal(TESTER2),
                  AssumeRoleRequest.of(ROLE, "Bob").withSourceIdentity(ALICE));
      RequestHead head =
          ClientSigner.of(session.credentials(), installation.clock)
              .s3("GET", "/photos/1.jpg", Map.of("User-Agent", "rclone"));
      assertInstanceOf(AccessAnswer.Granted.class, installation.sallyport.access().check(head));
      String user = installation.sallyport.users().get(TESTER2).id().value();
      installation.end();
      AuditEvent.Decided decided =
          installation.events.stream()
              .filter(AuditEvent.Decided.class::isInstance)
              .map(AuditEvent.Decided.class::cast)
              .reduce((first, last) -> last)
              .orElseThrow();
      assertEquals(
          new Actor(
              "arn:aws:sts:::assumed-role/S3Access/Bob",
              Optional.of(session.credentials().accessKeyId()),
              Optional.of(session.principal().details().id()),
              Optional.of("USER " + user),
              Optional.of(ALICE),
              Optional.empty(),
              Optional.of("192.0.2.1"),
              Optional.of("rclone")),
          decided.actor());
      assertEquals("arn:aws:s3:::photos/1.jpg", decided.resource());
    }
  }

  @Test
  void aChangeIsNotedOnceItIsMadeAndNotIfItIsRefusedOrChangesNothing() {
    try (Installation installation = new Installation()) {
      Principal mayRoles = installation.sallyport.principal(TESTER1);
      View theirs = installation.sallyport.as(mayRoles);
      theirs.roles().create(CreateRoleRequest.of("R", Installation.trusting(TESTER2)));
      assertThrows(
          ConflictException.class,
          () -> theirs.roles().create(CreateRoleRequest.of("R", Installation.trusting(TESTER2))));
      assertThrows(AccessDeniedException.class, () -> theirs.users().delete(TESTER2));
      theirs.roles().putPolicy(new RoleName("R"), POLICY, Installation.ALL_OF_S3);
      installation.sallyport.roles().deletePolicy(new RoleName("R"), POLICY);
      PolicyArn policy =
          installation
              .sallyport
              .policies()
              .create(CreatePolicyRequest.of("P", Installation.ALL_OF_S3))
              .arn();
      installation.sallyport.roles().attachPolicy(new RoleName("R"), policy);
      installation.sallyport.policies().createVersion(policy, Installation.ALL_OF_S3);
      installation.sallyport.account().createAlias(new AccountAlias("acme"));
      installation
          .sallyport
          .providers()
          .create(CreateProviderRequest.of("https://idp.example.com"));
      installation.sallyport.users().deleteAccessKey(TESTER1, installation.key1.id());
      installation.end();
      assertEquals(
          List.of(
              "arn:aws:iam:::user/TESTER1 did iam:CreateRole to arn:aws:iam:::role/R",
              "arn:aws:iam:::user/TESTER1 did iam:PutRolePolicy to arn:aws:iam:::role/R",
              "host did iam:DeleteRolePolicy to arn:aws:iam:::role/R",
              "host did iam:CreatePolicy to arn:aws:iam:::policy/P",
              "host did iam:AttachRolePolicy to arn:aws:iam:::role/R",
              "host did iam:CreatePolicyVersion to arn:aws:iam:::policy/P",
              "host did iam:CreateAccountAlias to arn:aws:iam:::root",
              "host did iam:CreateOpenIDConnectProvider to"
                  + " arn:aws:iam:::oidc-provider/idp.example.com",
              "host did iam:DeleteAccessKey to arn:aws:iam:::user/TESTER1"),
          all(AuditEvent.Changed.class, installation).stream().skip(MADE_BEFORE).toList());
    }
  }

  @Test
  void whatIsDoneToKeysAndSessionsIsNoted() {
    try (Installation installation = new Installation()) {
      Role role = installation.createRole();
      String first = installation.sallyport.keys().tokenKeys().get(0).id();
      installation.sallyport.keys().rotate();
      String second = installation.sallyport.keys().tokenKeys().get(1).id();
      installation.sallyport.keys().strikeOut(second);
      installation.sallyport.keys().rewrap(MasterKey.of(new byte[MasterKey.LENGTH]));
      installation.sallyport.sessions().revokeRole(role);
      Instant noon = installation.clock.instant();
      installation.sallyport.sessions().revokeRole(role, noon);
      installation.end();
      assertEquals(
          List.of(
              "host token key ADDED " + second,
              "host token key STRUCK_OUT " + second,
              "host token key REWRAPPED"),
          all(AuditEvent.KeysChanged.class, installation));
      assertEquals(
          List.of(
              "host revoked sessions by ROLE " + role.id(),
              "host revoked sessions by ROLE " + role.id() + ", issued before " + noon),
          all(AuditEvent.Revoked.class, installation));
      assertNotEquals(first, second);
    }
  }

  @Test
  void aFailedProofIsNotedWithItsReasonWhichNoAnswerTells() {
    try (Installation installation = new Installation()) {
      AccessKey unknown = new AccessKey(new AccessKeyId("AKIANOBODY"), SecretKey.of("x"));
      AccessKey wrong = new AccessKey(installation.key1.id(), SecretKey.of("x"));
      String form = "Action=GetCallerIdentity";
      Set<String> answers = new HashSet<>();
      for (AccessKey key : List.of(unknown, wrong)) {
        RequestHead head = ClientSigner.of(key, installation.clock).form("sts", form);
        QueryResponse answer = installation.sallyport.query().handle(head, form.getBytes(UTF_8));
        answers.add(answer.status() + answer.body().replace(answer.requestId(), ""));
      }
      installation.end();
      assertEquals(
          List.of(
              "anonymous from 192.0.2.1 not let in to sts as AKIANOBODY: UNKNOWN_ACCESS_KEY",
              "anonymous from 192.0.2.1 not let in to sts as "
                  + installation.key1.id()
                  + ": SIGNATURE_MISMATCH"),
          all(AuditEvent.NotAuthenticated.class, installation));
      assertEquals(1, answers.size(), answers::toString);
    }
  }

  /** Who reads the audit finds the condition, and neither its values nor the request's. */
  @Test
  void aDenialOfARoleNamesTheStatementThatCameNearest() {
    String condition =
        "\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"right\"}},\"Action\":";
    String trust = Installation.trusting(TESTER2);
    assertEquals(
        Optional.of(
            "statement 0 of trust policy \"trust policy of S3Access\","
                + " but for StringEquals sts:ExternalId"),
        nearest(trust.replace("\"Action\":", condition), AssumeRoleRequest.of(ROLE, "Bob")));
    assertEquals(
        Optional.of(
            "statement 0 of trust policy \"trust policy of S3Access\","
                + " which is about other callers"),
        nearest(Installation.trusting(TESTER1), AssumeRoleRequest.of(ROLE, "Bob")));
    assertEquals(
        Optional.of(
            "statement 0 of trust policy \"trust policy of S3Access\","
                + " which is about other actions"),
        nearest(trust, AssumeRoleRequest.of(ROLE, "Bob").withSourceIdentity(ALICE)));
    assertEquals( // It trusts the account, whose policies don't allow it.
        Optional.empty(),
        nearest(trust.replace("user/TESTER2", "root"), AssumeRoleRequest.of(ROLE, "Bob")));
  }

  /** The account is trusted, so that the caller's own policy must allow it, and nearly does. */
  @Test
  void aDenialOfATrustedCallerNamesItsOwnStatement() {
    String own =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\
        "Resource":"*","Condition":{"StringEquals":{"sts:RoleSessionName":"Alice"}}}}\
        """;
    String trust = Installation.trusting(TESTER2).replace("user/TESTER2", "root");
    try (Installation installation = new Installation()) {
      installation.sallyport.users().putPolicy(TESTER2, POLICY, own);
      assertEquals(
          Optional.of(
              "statement 0 of identity policy \"Policy1\","
                  + " but for StringEquals sts:RoleSessionName"),
          nearest(installation, trust, AssumeRoleRequest.of(ROLE, "Bob")));
    }
  }

  private static Optional<String> nearest(String trust, AssumeRoleRequest request) {
    try (Installation installation = new Installation()) {
      return nearest(installation, trust, request);
    }
  }

  private static Optional<String> nearest(
      Installation installation, String trust, AssumeRoleRequest request) {
    installation.sallyport.roles().create(CreateRoleRequest.of("S3Access", trust));
    Principal caller = installation.sallyport.principal(TESTER2);
    assertThrows(
        AccessDeniedException.class,
        () -> installation.sallyport.sts().assumeRole(caller, request));
    installation.end();
    List<AuditEvent.Decided> denied =
        installation.events.stream()
            .filter(AuditEvent.Decided.class::isInstance)
            .map(AuditEvent.Decided.class::cast)
            .filter(it -> !it.decision().isAllowed())
            .toList();
    assertEquals(1, denied.size());
    Optional<String> nearest = denied.get(0).nearest();
    nearest.ifPresent(it -> assertTrue(denied.get(0).toString().endsWith("; the nearest: " + it)));
    return nearest;
  }

  @Test
  void aCallThatIsRefusedIsNotedWithItsCode() {
    try (Installation installation = new Installation()) {
      String form = "Action=AssumeRole&RoleSessionName=Bob&RoleArn=arn:aws:iam:::role/None";
      RequestHead head = ClientSigner.of(installation.key1, installation.clock).form("sts", form);
      assertEquals(403, installation.sallyport.query().handle(head, form.getBytes(UTF_8)).status());
      installation.end();
      AuditEvent.Refused refused = only(AuditEvent.Refused.class, installation);
      assertEquals("sts:AssumeRole", refused.operation());
      assertEquals("AccessDenied", refused.code());
      assertEquals("arn:aws:iam:::user/TESTER1", refused.actor().principal());
    }
  }

  /** Or a host couldn't find whose clock is wrong. */
  @Test
  void whoseClockIsWrongIsNotedByItsKey() {
    try (Installation installation = new Installation()) {
      RequestHead head =
          ClientSigner.of(installation.key2, installation.clock).s3("GET", "/bucket/key");
      installation.clock.advance(Duration.ofHours(1));
      AccessAnswer answer = installation.sallyport.access().check(head);
      assertEquals(
          "RequestTimeTooSkewed", assertInstanceOf(AccessAnswer.Refused.class, answer).code());
      installation.end();
      AuditEvent.NotAuthenticated noted = only(AuditEvent.NotAuthenticated.class, installation);
      assertEquals(Optional.of(installation.key2.id()), noted.accessKeyId());
    }
  }

  /** Who tries what a form isn't for has proven who signed it, and nothing is decided. */
  @Test
  void aFormThatItsPolicyRefusesIsNoted() {
    try (Installation installation = new Installation()) {
      BrowserForm form = new BrowserForm("theirs/1.jpg");
      form.sign(
          installation.key2.id().value(),
          installation.key2.secret().reveal(),
          installation.clock.instant(),
          "{\"bucket\":\"my-bucket\"}",
          "[\"starts-with\",\"$key\",\"user/\"]");
      AccessAnswer answer = installation.sallyport.access().check(form.head(), form.body());
      assertEquals("AccessDenied", assertInstanceOf(AccessAnswer.Refused.class, answer).code());
      installation.end();
      AuditEvent.Refused refused = only(AuditEvent.Refused.class, installation);
      assertEquals("s3:PutObject", refused.operation());
      assertEquals("AccessDenied", refused.code());
      assertEquals("Invalid according to Policy: Policy Condition failed: $key", refused.reason());
      assertEquals(Optional.of(installation.key2.id()), refused.actor().accessKeyId());
    }
  }

  /** A host finds all that is told of one request, in its own log and here. */
  @Test
  void everyEventOfARequestHasItsIdAndTheKeyThatSignedIt() {
    try (Installation installation = new Installation()) {
      installation.createRole();
      ClientSigner signer = ClientSigner.of(installation.key2, installation.clock);
      String assume = "Action=AssumeRole&RoleSessionName=Bob&RoleArn=" + ROLE;
      call(installation, named(signer.form("sts", assume), "assume"), assume);
      String create = "Action=CreateUser&UserName=eve";
      call(installation, named(signer.form("iam", create), "refused"), create);
      String change = "Action=UpdateRoleDescription&RoleName=S3Access&Description=changed";
      ClientSigner mayRoles = ClientSigner.of(installation.key1, installation.clock);
      call(installation, named(mayRoles.form("iam", change), "change"), change);
      installation
          .sallyport
          .access()
          .check(named(signer.s3("GET", "/bucket/key", Map.of()), "get"));
      AccessKey wrong = new AccessKey(installation.key1.id(), SecretKey.of("x"));
      ClientSigner forger = ClientSigner.of(wrong, installation.clock);
      installation
          .sallyport
          .access()
          .check(named(forger.s3("GET", "/bucket/key", Map.of()), "forged"));
      installation.end();
      assertEquals(
          List.of(
              "Decided assume " + installation.key2.id(),
              "Issued assume " + installation.key2.id(),
              "Decided refused " + installation.key2.id(),
              "Refused refused " + installation.key2.id(),
              "Decided change " + installation.key1.id(),
              "Changed change " + installation.key1.id(),
              "Decided get " + installation.key2.id(),
              "NotAuthenticated forged "),
          installation.events.stream()
              .filter(event -> !actor(event).equals(Actor.HOST))
              .map(
                  event ->
                      event.getClass().getSimpleName()
                          + " "
                          + actor(event).requestId().orElse("")
                          + " "
                          + actor(event).accessKeyId().map(AccessKeyId::value).orElse(""))
              .toList());
    }
  }

  /** Whatever is between a user and a session, who began it all is named. */
  @Test
  void aSessionIsToldWithWhoBeganTheFirstOfThoseThatItDescendsFrom() {
    try (Installation installation = new Installation()) {
      Sallyport sallyport = installation.sallyport;
      installation.createRole();
      sallyport
          .roles()
          .create(
              CreateRoleRequest.of(
                  "Second",
                  Installation.trusting(TESTER2)
                      .replace("arn:aws:iam:::user/TESTER2", "arn:aws:iam:::role/S3Access")));
      sallyport
          .roles()
          .putPolicy(
              Installation.ROLE,
              POLICY,
              Installation.ALL_OF_S3.replace(
                  "s3:*\",\"Resource\":\"arn:aws:s3:::*", "sts:*\",\"Resource\":\"*"));
      AssumedRole first = installation.assumeRole();
      AssumedRole second =
          sallyport
              .sts()
              .assumeRole(
                  first.principal(), AssumeRoleRequest.of("arn:aws:iam:::role/Second", "Bob"));
      sallyport
          .access()
          .check(
              ClientSigner.of(second.credentials(), installation.clock).s3("GET", "/bucket/key"));
      String user = sallyport.users().get(TESTER2).id().value();
      installation.end();
      List<AuditEvent> decided =
          installation.events.stream().filter(AuditEvent.Decided.class::isInstance).toList();
      assertEquals(Optional.of("USER " + user), actor(decided.get(decided.size() - 1)).origin());
    }
  }

  /** A host's own facts of a call are told, and one that is no key's id refuses nobody. */
  @Test
  void whatAHostKnowsOfACallIsTold() {
    try (Installation installation = new Installation()) {
      RequestContext facts =
          RequestContext.builder()
              .host("sallyport:RequestId", "r-1")
              .host("sallyport:AccessKeyId", "no key's id")
              .build();
      installation
          .sallyport
          .as(installation.sallyport.principal(TESTER1), facts)
          .roles()
          .create(CreateRoleRequest.of("R", Installation.trusting(TESTER2)));
      installation.end();
      Actor actor = lastChange(installation).actor();
      assertEquals(Optional.of("r-1"), actor.requestId());
      assertEquals(Optional.empty(), actor.accessKeyId());
    }
  }

  private static AuditEvent.Changed lastChange(Installation installation) {
    return installation.events.stream()
        .filter(AuditEvent.Changed.class::isInstance)
        .map(AuditEvent.Changed.class::cast)
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  private static void call(Installation installation, RequestHead head, String form) {
    QueryResponse unused = installation.sallyport.query().handle(head, form.getBytes(UTF_8));
  }

  /** The same request, as the host calls it. */
  private static RequestHead named(RequestHead head, String id) {
    RequestHead.Builder named = RequestHead.builder(head.method(), target(head)).requestId(id);
    head.forEachHeader(named::header);
    head.remoteAddress().ifPresent(named::remoteAddress);
    return named.build();
  }

  private static String target(RequestHead head) {
    return head.rawQuery().isEmpty() ? head.rawPath() : head.rawPath() + "?" + head.rawQuery();
  }

  private static Actor actor(AuditEvent event) {
    return Stream.of(event.getClass().getRecordComponents())
        .filter(part -> part.getType() == Actor.class)
        .findFirst()
        .map(
            part -> {
              try {
                return (Actor) part.getAccessor().invoke(event);
              } catch (ReflectiveOperationException e) {
                throw new LinkageError(part.getName(), e);
              }
            })
        .orElseThrow();
  }

  private static <T extends AuditEvent> T only(Class<T> kind, Installation installation) {
    List<T> found = installation.events.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertEquals(1, found.size(), installation.events::toString);
    return found.get(0);
  }

  /** As text, without their time. */
  private static List<String> all(Class<? extends AuditEvent> kind, Installation installation) {
    return installation.events.stream()
        .filter(kind::isInstance)
        .map(event -> event.toString().substring(event.at().toString().length() + 1))
        .toList();
  }

  private static void assertOneLine(String text) {
    assertFalse(text.chars().anyMatch(c -> c < ' ' || c == 0x85 || c == 0x202E), text);
  }
}
