package io.sallyport.sts;

import static io.sallyport.testing.Installation.ROLE;
import static io.sallyport.testing.Installation.TESTER1;
import static io.sallyport.testing.Installation.TESTER2;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEvent;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.IamException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.MalformedPolicyDocumentException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.explain.Explanation;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.role.Role;
import io.sallyport.testing.Installation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StsServiceTest {
  private static final AssumeRoleRequest REQUEST =
      AssumeRoleRequest.of("arn:aws:iam:::role/S3Access", "Bob");

  private final Installation installation = new Installation();
  private final StsService sts = installation.sallyport.sts();

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void whoeverTheTrustPolicyNamesGetsASession() {
    Role role = installation.createRole();
    AssumedRole session = installation.assumeRole();
    assertEquals("arn:aws:sts:::assumed-role/S3Access/Bob", session.arn().toString());
    assertEquals(role.id() + ":Bob", session.assumedRoleId());
    assertEquals(Instant.parse("2026-03-01T13:00:00Z"), session.credentials().expiration());
    assertTrue(session.credentials().accessKeyId().value().startsWith("ASIA"));
  }

  @Test
  void theDocumentationsLiteralExampleIsRefused() {
    installation
        .sallyport
        .roles()
        .create(CreateRoleRequest.of("S3Access", Installation.trusting(TESTER1)));
    assertThrows(AccessDeniedException.class, () -> sts.assumeRole(tester2(), REQUEST));
  }

  @Test
  void aRoleThatIsNotThereIsRefusedInTheWordsOfOneThatDoesNotTrust() {
    installation
        .sallyport
        .roles()
        .create(CreateRoleRequest.of("S3Access", Installation.trusting(TESTER1)));
    String untrusted = refusal(REQUEST).getMessage();
    installation.sallyport.roles().delete(ROLE);
    assertEquals(untrusted, refusal(REQUEST).getMessage());
  }

  @Test
  void aRoleUnderAnotherPathIsNotThatRole() {
    installation.createRole();
    assertThrows(
        AccessDeniedException.class,
        () ->
            sts.assumeRole(
                tester2(), AssumeRoleRequest.of("arn:aws:iam:::role/path/S3Access", "Bob")));
    assertThrows(
        AccessDeniedException.class,
        () ->
            sts.assumeRole(tester2(), AssumeRoleRequest.of("arn:aws:iam:::role/s3access", "Bob")));
  }

  @Test
  void whatIsNoRolesArnIsRefused() {
    for (String arn :
        List.of(
            "S3Access",
            "arn:aws:s3:::role/S3Access",
            "arn:aws:iam:::user/TESTER2",
            "arn:aws:iam:::role/",
            "arn:aws:iam:::role/a b",
            "arn:aws:iam:us-east-1::role/S3Access",
            "arn:aws:iam::1:role/S3Access")) {
      assertThrows(
          InvalidInputException.class,
          () -> sts.assumeRole(tester2(), AssumeRoleRequest.of(arn, "Bob")));
    }
  }

  @Test
  void aDenyInTheCallersOwnPolicyIsHonoured() {
    installation.createRole();
    installation
        .sallyport
        .users()
        .putPolicy(
            TESTER2,
            new PolicyName("No"),
            """
            {"Statement":{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*"}}\
            """);
    assertThrows(AccessDeniedException.class, () -> sts.assumeRole(tester2(), REQUEST));
  }

  @Test
  void nobodyAndRootAssumeNothing() {
    installation
        .sallyport
        .roles()
        .create(
            CreateRoleRequest.of(
                "S3Access",
                """
                {"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}\
                """));
    for (Principal caller : List.of(new Anonymous(), new Principal.Root(AccountId.EMPTY))) {
      assertThrows(AccessDeniedException.class, () -> sts.assumeRole(caller, REQUEST));
    }
  }

  @Test
  void aSessionLastsNoLongerThanTheRoleAllowsAndIsNeverCutShort() {
    installation.createRole();
    assertThrows(
        InvalidInputException.class,
        () -> sts.assumeRole(tester2(), REQUEST.withDuration(Duration.ofSeconds(3601))));
    for (int seconds : List.of(0, 899, 43_201)) {
      assertThrows(
          InvalidInputException.class, () -> REQUEST.withDuration(Duration.ofSeconds(seconds)));
    }
  }

  @Test
  void durationIsNotToldToWhoMayNotAssume() {
    installation
        .sallyport
        .roles()
        .create(CreateRoleRequest.of("S3Access", Installation.trusting(TESTER1)));
    assertEquals("AccessDenied", refusal(REQUEST.withDuration(Duration.ofHours(12))).code());
  }

  @Test
  void anExternalIdThatTheTrustPolicyAsksForMustBeRight() {
    installation
        .sallyport
        .roles()
        .create(
            CreateRoleRequest.of(
                "S3Access",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                "Principal":{"AWS":"arn:aws:iam:::user/TESTER2"},"Action":"sts:AssumeRole",
                "Condition":{"StringEquals":{"sts:ExternalId":"42-x"}}}}\
                """));
    assertThrows(AccessDeniedException.class, () -> sts.assumeRole(tester2(), REQUEST));
    assertThrows(
        AccessDeniedException.class,
        () -> sts.assumeRole(tester2(), REQUEST.withExternalId("43-x")));
    AssumedRole session = sts.assumeRole(tester2(), REQUEST.withExternalId("42-x"));
    assertEquals("arn:aws:sts:::assumed-role/S3Access/Bob", session.arn().toString());
  }

  @Test
  void anArnThatNoRoleCanHaveIsNotRepeated() {
    String arn = "arn:aws:iam:::role/" + "a/".repeat(100_000) + "S3Access";
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> AssumeRoleRequest.of(arn, "Bob"));
    assertTrue(refused.getMessage().length() < 300);
  }

  @Test
  void aSessionPolicyIsReadStrictlyAndMustFit() {
    installation.createRole();
    assertThrows(
        MalformedPolicyDocumentException.class,
        () -> sts.assumeRole(tester2(), REQUEST.withPolicy("{\"Statement\":1}")));
    assertThrows(InvalidInputException.class, () -> REQUEST.withPolicy("x".repeat(2049)));
    String hard = Installation.ALL_OF_S3.replace("s3:::*", "s3:::" + unlike(1900));
    LimitExceededException refusal =
        assertThrows(
            LimitExceededException.class,
            () -> sts.assumeRole(tester2(), REQUEST.withPolicy(hard)));
    assertEquals("PackedPolicyTooLarge", refusal.code());
    assertThrows(InvalidInputException.class, () -> REQUEST.withPolicy(""));
  }

  @Test
  void noTwoSessionsShareASecret() {
    installation.createRole();
    AssumedRole first = installation.assumeRole();
    AssumedRole second = installation.assumeRole();
    assertNotEquals(first.credentials().secretKey(), second.credentials().secretKey());
    assertNotEquals(first.credentials().accessKeyId(), second.credentials().accessKeyId());
  }

  /** Legal policies that end a real Ceph: as long as one may be, of one long ARN. */
  @Test
  void aSessionPolicyOfTheGreatestLengthFits() {
    installation.createRole();
    String policy = Installation.ALL_OF_S3.replace("s3:::*", "s3:::my-bucket/" + "k/".repeat(900));
    assertTrue(policy.length() > 1800);
    assertTrue(sts.assumeRole(tester2(), REQUEST.withPolicy(policy)).packedPolicySize() > 0);
    int room = 2048 - policy.length();
    String longest = policy.replace("my-bucket", "my-bucket" + "x".repeat(room));
    assertTrue(sts.assumeRole(tester2(), REQUEST.withPolicy(longest)).packedPolicySize() <= 100);
  }

  /** A text that gets no shorter by being packed. */
  private static String unlike(int length) {
    return new Random(1)
        .ints(length, 0x4E00, 0x9FA0)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private IamException refusal(AssumeRoleRequest request) {
    return assertThrows(IamException.class, () -> sts.assumeRole(tester2(), request));
  }

  private Principal tester2() {
    return installation.sallyport.principal(TESTER2);
  }

  @Test
  void aHostIsToldWhyARoleIsNotAssumed() {
    String trust =
        Installation.trusting(TESTER2)
            .replace(
                "\"Action\":",
                "\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"right\"}},\"Action\":");
    installation.sallyport.roles().create(CreateRoleRequest.of("S3Access", trust));
    AssumeRoleRequest wrong = REQUEST.withExternalId("wrong");
    Map<String, Explanation> why = explain(tester2(), wrong);
    assertEquals(Set.of("sts:AssumeRole"), why.keySet());
    assertFalse(isAllowed(why, "sts:AssumeRole"));
    String text = requireNonNull(why.get("sts:AssumeRole")).text();
    assertTrue(text.contains("StringEquals sts:ExternalId [right]: fails"), text);
    assertTrue(text.contains("the request has [wrong]"), text);
    assertThrows(AccessDeniedException.class, () -> sts.assumeRole(tester2(), wrong));

    AssumeRoleRequest tagged =
        REQUEST.withExternalId("right").withTags(Tags.of(new Tag("team", "red")), Set.of());
    Map<String, Explanation> each = explain(tester2(), tagged);
    assertEquals(List.of("sts:AssumeRole", "sts:TagSession"), List.copyOf(each.keySet()));
    assertTrue(isAllowed(each, "sts:AssumeRole"));
    assertFalse(isAllowed(each, "sts:TagSession"));

    assertThrows(
        NoSuchEntityException.class,
        () -> explain(tester2(), AssumeRoleRequest.of("arn:aws:iam:::role/None", "Bob")));
    assertThrows(
        AccessDeniedException.class, () -> explain(new Principal.Root(AccountId.EMPTY), REQUEST));
    installation.end();
    assertEquals( // Of the one call that was made.
        1, installation.events.stream().filter(it -> it instanceof AuditEvent.Decided).count());
  }

  @Test
  void aSecondFactorIsBelievedToExplainAndNotSpent() {
    String trust =
        Installation.trusting(TESTER2)
            .replace(
                "\"Action\":",
                "\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}},\"Action\":");
    installation.sallyport.roles().create(CreateRoleRequest.of("S3Access", trust));
    assertFalse(isAllowed(explain(tester2(), REQUEST), "sts:AssumeRole"));
    String code = tester2().userId() + " device-01 123456";
    installation.codes.add(code);
    AssumeRoleRequest with = REQUEST.withMfaCode(new MfaCode("device-01", "123456"));
    assertTrue(isAllowed(explain(tester2(), with), "sts:AssumeRole"));
    assertEquals(Set.of(code), installation.codes);
    Principal session = sts.assumeRole(tester2(), with).principal();
    assertThrows(AccessDeniedException.class, () -> explain(session, with));
  }

  private static boolean isAllowed(Map<String, Explanation> why, String action) {
    return requireNonNull(why.get(action)).decision().isAllowed();
  }

  private Map<String, Explanation> explain(Principal caller, AssumeRoleRequest request) {
    return sts.explainAssumeRole(caller, request, RequestContext.empty());
  }
}
