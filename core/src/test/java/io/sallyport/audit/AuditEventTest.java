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
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
      installation.end();
      AuditEvent.Decided decided =
          installation.events.stream()
              .filter(AuditEvent.Decided.class::isInstance)
              .map(AuditEvent.Decided.class::cast)
              .reduce((first, last) -> last)
              .orElseThrow();
      assertEquals(
          new AuditEvent.Actor(
              "arn:aws:sts:::assumed-role/S3Access/Bob",
              Optional.of(session.principal().details().id()),
              Optional.of(ALICE),
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
              "token key ADDED " + second, "token key STRUCK_OUT " + second, "token key REWRAPPED"),
          all(AuditEvent.KeysChanged.class, installation));
      assertEquals(
          List.of(
              "sessions revoked by ROLE " + role.id(),
              "sessions revoked by ROLE " + role.id() + ", issued before " + noon),
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
