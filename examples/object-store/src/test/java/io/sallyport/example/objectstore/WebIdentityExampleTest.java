package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.ALL_OF_S3;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.ROLE;
import static io.sallyport.example.objectstore.RunningStore.ROLE_ARN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.Sallyport;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** Ceph's example of AssumeRoleWithWebIdentity, and what follows from it, through the AWS SDK. */
class WebIdentityExampleTest {
  @TempDir private Path data;
  private TokenIssuer issuer;
  private RunningStore running;

  @BeforeEach
  void start() throws Exception {
    issuer = new TokenIssuer();
    running =
        new RunningStore(DataFolder.open(data), Sallyport.builder().webIdentity(issuer.verifier()));
    String provider =
        running
            .iam
            .createOpenIDConnectProvider(
                r ->
                    r.url(TokenIssuer.URL)
                        .clientIDList(TokenIssuer.CLIENT)
                        .thumbprintList("9E99A48A9960B14926BB7F3B02E22DA2B0AB7280"))
            .openIDConnectProviderArn();
    running.iam.createRole(
        r ->
            r.roleName(ROLE)
                .path("/")
                .assumeRolePolicyDocument(trust(provider, "app_id", TokenIssuer.CLIENT)));
    running.putPolicy(ALL_OF_S3);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static String trust(String provider, String claim, String value) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":["%s"]},\
        "Action":["sts:AssumeRoleWithWebIdentity"],"Condition":{"StringEquals":{"%s:%s":"%s"}}}]}"""
        .formatted(provider, TokenIssuer.NAME, claim, value);
  }

  private AssumeRoleWithWebIdentityResponse assume(
      String token, Consumer<AssumeRoleWithWebIdentityRequest.Builder> more) {
    return running.sts.assumeRoleWithWebIdentity(
        r ->
            r.roleArn(ROLE_ARN)
                .roleSessionName("Bob")
                .durationSeconds(3600)
                .webIdentityToken(token)
                .applyMutation(more));
  }

  private S3Client s3(AssumeRoleWithWebIdentityResponse answer) {
    return running.clients.s3(
        AwsSessionCredentials.create(
            answer.credentials().accessKeyId(),
            answer.credentials().secretAccessKey(),
            answer.credentials().sessionToken()));
  }

  private void assertRefused(int status, String code, String token) {
    AwsServiceException refusal =
        assertThrows(AwsServiceException.class, () -> assume(token, request -> {}));
    assertEquals(
        status + " " + code, refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode());
  }

  @Test
  void aUserOfThePortalUsesWhatTheRoleOfTester1Allows() throws Exception {
    AssumeRoleWithWebIdentityResponse answer = assume(issuer.token(""), request -> {});
    assertEquals("user1", answer.subjectFromWebIdentityToken());
    assertEquals(TokenIssuer.CLIENT, answer.audience());
    assertEquals(TokenIssuer.URL, answer.provider());
    assertEquals("arn:aws:sts:::assumed-role/S3Access/Bob", answer.assumedRoleUser().arn());
    try (S3Client s3 = s3(answer)) {
      s3.createBucket(r -> r.bucket(BUCKET));
      assertEquals(
          List.of(BUCKET), s3.listBuckets().buckets().stream().map(b -> b.name()).toList());
    }
  }

  @Test
  void eachConditionOfTheProvidersIsHeldTo() throws Exception {
    String provider = "arn:aws:iam:::oidc-provider/" + TokenIssuer.NAME;
    for (String claim : List.of("sub user1", "aud customer-portal", "azp customer-portal")) {
      String[] parts = claim.split(" ", -1);
      running.iam.updateAssumeRolePolicy(
          r -> r.roleName(ROLE).policyDocument(trust(provider, parts[0], parts[1])));
      assertEquals("user1", assume(issuer.token(""), r -> {}).subjectFromWebIdentityToken());
      running.iam.updateAssumeRolePolicy(
          r -> r.roleName(ROLE).policyDocument(trust(provider, parts[0], "another")));
      assertRefused(403, "AccessDenied", issuer.token(""));
    }
  }

  @Test
  void aSessionPolicyLimitsWhatTheSessionMay() throws Exception {
    AssumeRoleWithWebIdentityResponse answer =
        assume(issuer.token(""), r -> r.policy(RunningStore.allow("s3:ListAllMyBuckets", "*")));
    try (S3Client s3 = s3(answer)) {
      assertEquals(List.of(), s3.listBuckets().buckets());
      assertThrows(AwsServiceException.class, () -> s3.createBucket(r -> r.bucket(BUCKET)));
    }
  }

  @Test
  void tokensThatAreNotGoodAreRefused() throws Exception {
    assertRefused(400, "InvalidIdentityToken", "no.such.token");
    assertRefused(400, "InvalidIdentityToken", new TokenIssuer().token(""));
    assertRefused(403, "AccessDenied", issuer.token(tags("\"blue\"")));
    assertRefused(403, "IDPRejectedClaim", issuer.token(tags("\"aws:blue\"")));
    running.iam.deleteOpenIDConnectProvider(
        r -> r.openIDConnectProviderArn("arn:aws:iam:::oidc-provider/" + TokenIssuer.NAME));
    assertRefused(400, "InvalidIdentityToken", issuer.token(""));
  }

  private static String tags(String value) {
    return ",\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"Team\":[" + value + "]}}";
  }
}
