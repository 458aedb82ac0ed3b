package io.sallyport.policy.eval;

import static io.sallyport.policy.eval.Ask.allows;
import static io.sallyport.policy.eval.Ask.allowsResource;
import static io.sallyport.policy.eval.Ask.denies;
import static io.sallyport.policy.eval.Ask.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.policy.PolicyType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flaws published of other policy engines, each shown not to be here. */
class PublishedFlawsTest {
  private static final String ACCOUNT = "111122223333";
  private static final String ALL = "{'Effect':'Allow','Action':'*','Resource':'*'}";
  private static final String READ = "{'Effect':'Allow','Action':'s3:Get*','Resource':'*'}";
  private static final Caller SESSION =
      new Caller.RoleSession(
          "arn:aws:sts::111122223333:assumed-role/r/s",
          ACCOUNT,
          "arn:aws:iam::111122223333:role/r");

  /** CVE-2025-62506, CVE-2026-22043, CVE-2024-24747: a session is never wider than its policy. */
  @ParameterizedTest
  @ValueSource(
      strings = {"iam:CreateUser", "sts:GetSessionToken", "admin:SetPolicy", "s3:PutObject"})
  void aSessionNeverExceedsItsSessionPolicy(String action) {
    CompiledPolicy session = Ask.policy("session", PolicyType.SESSION, READ);
    Policies policies = Policies.builder().identity(Ask.identity(ALL)).session(session).build();
    AccessRequest request = AccessRequest.of(SESSION, action, "*", ACCOUNT, RequestContext.empty());
    assertFalse(Ask.decide(policies, request).isAllowed());
    Policies without = Policies.builder().session(session).build();
    AccessRequest read =
        AccessRequest.of(SESSION, "s3:GetObject", Ask.OBJECT, ACCOUNT, RequestContext.empty());
    assertFalse(Ask.decide(without, read).isAllowed());
  }

  /** CVE-2023-25812: a Deny of an action that a header adds wins like any other. */
  @Test
  void aDenyOfASecondaryActionWins() {
    String deny = "{'Effect':'Deny','Action':'s3:BypassGovernanceRetention','Resource':'*'}";
    Policies policies = Policies.builder().identity(Ask.identity(ALL, deny)).build();
    AccessRequest request =
        Ask.request("s3:BypassGovernanceRetention", Ask.OBJECT, RequestContext.empty());
    assertInstanceOf(Decision.ExplicitlyDenied.class, Ask.decide(policies, request));
  }

  /** CVE-2026-21862: without a source address nothing is granted by address. */
  @Test
  void withoutASourceAddressNothingIsGrantedByAddress() {
    assertFalse(allows("'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}", RequestContext.empty()));
    assertTrue(denies("'NotIpAddress':{'aws:SourceIp':'10.0.0.0/8'}", RequestContext.empty()));
  }

  /** GHSA-5w8r: a value that can't be loaded is not an absent one. */
  @Test
  void aFailedLoadIsNotAnAbsentKey() {
    RequestContext failing =
        RequestContext.builder()
            .hostLazy(
                "s3:ExistingObjectTag/secret",
                () -> {
                  throw new IllegalStateException("timeout");
                })
            .build();
    assertTrue(denies("'StringEquals':{'s3:ExistingObjectTag/secret':'yes'}", failing));
    assertFalse(allows("'StringNotEquals':{'s3:ExistingObjectTag/secret':'yes'}", failing));
  }

  /** CVE-2026-42810: a name that looks like a pattern stays a name. */
  @ParameterizedTest
  @ValueSource(strings = {"*", "?", "${x}", "{sub}", "a*"})
  void aNameNeverBecomesAPattern(String name) {
    String pattern = "arn:aws:s3:::b/${aws:username}";
    assertFalse(allowsResource(pattern, "arn:aws:s3:::b/victim", with("aws:username", name)));
  }

  /** An early MinIO matched by prefix. */
  @ParameterizedTest
  @CsvSource({"arn:aws:s3:::b2/x, false", "arn:aws:s3:::b, false", "arn:aws:s3:::b/, true"})
  void aBucketIsNoPrefix(String resource, boolean allowed) {
    assertEquals(allowed, allowsResource("arn:aws:s3:::b/*", resource, RequestContext.empty()));
  }

  /** lakeFS 1996: wildcards once took exponential time. */
  @Test
  void wildcardsDontExplode() {
    String text = "a".repeat(3000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertFalse(allows("'StringLike':{'k':'a*a*a*a*a*a*a*a*z'}", with("k", text))));
  }

  /** Ceph: principal and condition were checked in separate passes. */
  @Test
  void oneStatementMustMatchWhole() {
    String right = "'Action':'s3:*','Resource':'*'";
    String wrongCondition =
        "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:user/alice'},"
            + right
            + ",'Condition':{'Bool':{'k':'true'}}}";
    String wrongPrincipal =
        "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:user/bob'}," + right + "}";
    Policies policies =
        Policies.builder().resource(Ask.resource(wrongCondition, wrongPrincipal)).build();
    AccessRequest request = Ask.request("s3:GetObject", Ask.OBJECT, with("k", "false"));
    assertFalse(Ask.decide(policies, request).isAllowed());
  }

  /** moto compared principals as substrings. */
  @Test
  void aPrincipalIsNoSubstring() {
    for (String other : List.of("al", "alice2", "Alice", "alice/")) {
      String named = "'Principal':{'AWS':'arn:aws:iam::111122223333:user/" + other + "'}";
      String statement = "{'Effect':'Allow'," + named + ",'Action':'s3:*','Resource':'*'}";
      Policies policies = Policies.builder().resource(Ask.resource(statement)).build();
      AccessRequest request = Ask.request("s3:GetObject", Ask.OBJECT, RequestContext.empty());
      assertFalse(Ask.decide(policies, request).isAllowed(), other);
    }
  }

  /** Ceph 41585 and 42247: a session policy counts, whichever way the bucket policy grants. */
  @Test
  void aSessionPolicyIsNeitherIgnoredNorUnited() {
    CompiledPolicy session = Ask.policy("session", PolicyType.SESSION, READ);
    CompiledPolicy role =
        Ask.resource(
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/r'},"
                + "'Action':'s3:*','Resource':'*'}");
    Policies policies = Policies.builder().resource(role).session(session).build();
    AccessRequest write =
        AccessRequest.of(
            SESSION, "s3:CreateBucket", "arn:aws:s3:::b", ACCOUNT, RequestContext.empty());
    AccessRequest read =
        AccessRequest.of(SESSION, "s3:GetObject", Ask.OBJECT, ACCOUNT, RequestContext.empty());
    assertFalse(Ask.decide(policies, write).isAllowed());
    assertTrue(Ask.decide(policies, read).isAllowed());
  }
}
