package io.sallyport.gate;

import static io.sallyport.testing.Installation.POLICY;
import static io.sallyport.testing.Installation.TESTER2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.access.AccessAnswer;
import io.sallyport.error.AccessDeniedException;
import io.sallyport.http.RequestHead;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Anonymous;
import io.sallyport.principal.Principal;
import io.sallyport.testing.ClientSigner;
import io.sallyport.testing.Installation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestFactsTest {
  private static final String OBJECT = "arn:aws:s3:::bucket/key";

  private final Installation installation = new Installation();

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aHostCannotSpeakForThePrincipalInWhateverCaseOfLetters() {
    mayIf(
        """
        {"StringEquals":{"aws:PrincipalArn":"arn:aws:iam:::user/admin"}}\
        """);
    for (String key : List.of("aws:PrincipalArn", "AWS:PRINCIPALARN", "aws:principalarn")) {
      assertFalse(
          isAllowed(RequestContext.builder().host(key, "arn:aws:iam:::user/admin").build()), key);
    }
    mayIf(
        """
        {"StringEquals":{"aws:PrincipalTag/team":"admins"}}\
        """);
    assertFalse(
        isAllowed(RequestContext.builder().host("aws:PRINCIPALTAG/team", "admins").build()));
  }

  @Test
  void aHostCannotSetTheClockOrTheOwner() {
    mayIf(
        """
        {"DateLessThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}\
        """);
    assertFalse(
        isAllowed(
            RequestContext.builder().host("AWS:CurrentTime", "2019-01-01T00:00:00Z").build()));
    mayIf(
        """
        {"StringEquals":{"aws:ResourceAccount":"111122223333"}}\
        """);
    assertFalse(
        isAllowed(RequestContext.builder().host("aws:resourceaccount", "111122223333").build()));
  }

  @Test
  void aContextThatSaysWhoAsksIsNoFacts() {
    RequestContext forged = RequestContext.principal().host("aws:userid", "x").build();
    assertThrows(IllegalArgumentException.class, () -> isAllowed(forged));
  }

  @Test
  void factsOfTheHostReachTheRoles() {
    installation
        .sallyport
        .users()
        .putPolicy(
            TESTER2,
            POLICY,
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*",
            "Condition":{"StringEquals":{"aws:SourceIp":"192.0.2.1"}}}}\
            """);
    RequestContext here = RequestContext.builder().host("aws:SourceIp", "192.0.2.1").build();
    assertTrue(
        installation.sallyport.as(tester2(), here).roles().find(Installation.ROLE).isEmpty());
    assertThrows(
        AccessDeniedException.class,
        () -> installation.sallyport.as(tester2()).roles().find(Installation.ROLE));
  }

  @Test
  void aGuardrailOfAccountsLetsTheEmptyAccountsOwnCallersThrough() {
    for (String condition :
        List.of(
            """
            {"StringNotEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}}\
            """,
            """
            {"StringNotEquals":{"s3:ResourceAccount":"${aws:PrincipalAccount}"}}\
            """,
            """
            {"StringNotEqualsIfExists":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}}\
            """,
            """
            {"StringNotLike":{"aws:PrincipalAccount":"${s3:ResourceAccount}"}}\
            """,
            """
            {"Null":{"aws:PrincipalAccount":"true"}}\
            """,
            """
            {"StringEquals":{"aws:ResourceAccount":"111122223333"}}\
            """)) {
      denyIf(condition);
      assertTrue(isAllowed(RequestContext.empty()), condition);
    }
    denyIf(
        """
        {"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}}\
        """);
    assertFalse(isAllowed(RequestContext.empty()));
  }

  @Test
  void aGuardrailOfAccountsKeepsNobodyOut() {
    denyIf(
        """
        {"StringNotEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}}\
        """);
    assertFalse(
        installation
            .sallyport
            .access()
            .decide(new Anonymous(), "s3:GetObject", OBJECT, RequestContext.empty())
            .isAllowed());
  }

  @Test
  void theRegionIsTheOneThatTheCallerSignedFor() {
    denyIf(
        """
        {"StringNotEquals":{"aws:RequestedRegion":"us-east-1"}}\
        """);
    assertGranted(true, s3());
    denyIf(
        """
        {"StringEquals":{"aws:RequestedRegion":"us-east-1"}}\
        """);
    assertGranted(false, s3());
  }

  @Test
  void theVersionOfTlsIsTheOneThatTheHostTells() {
    denyIf(
        """
        {"NumericLessThan":{"s3:TlsVersion":"1.2"}}\
        """);
    assertGranted(true, s3().secure("1.3"));
    assertGranted(true, s3().secure("1.2"));
    assertGranted(false, s3().secure("1.1"));
  }

  private void assertGranted(boolean granted, RequestHead.Builder head) {
    AccessAnswer answer = installation.sallyport.access().check(head.build());
    assertEquals(granted, answer instanceof AccessAnswer.Granted, answer::toString);
  }

  private RequestHead.Builder s3() {
    RequestHead signed =
        ClientSigner.of(installation.key2, installation.clock).s3("GET", "/bucket/key");
    RequestHead.Builder head = RequestHead.builder("GET", "/bucket/key");
    signed
        .headerNames()
        .forEach(name -> signed.headers(name).forEach(value -> head.header(name, value)));
    return head;
  }

  private boolean isAllowed(RequestContext facts) {
    return installation
        .sallyport
        .access()
        .decide(tester2(), "s3:GetObject", OBJECT, facts)
        .isAllowed();
  }

  private void mayIf(String condition) {
    put(
        "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":%s}",
        condition);
  }

  private void denyIf(String condition) {
    put(
        "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"},"
            + "{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":%s}",
        condition);
  }

  private void put(String statements, String condition) {
    installation
        .sallyport
        .users()
        .putPolicy(
            TESTER2,
            POLICY,
            "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements.formatted(condition) + "]}");
  }

  private Principal tester2() {
    return installation.sallyport.principal(TESTER2);
  }
}
