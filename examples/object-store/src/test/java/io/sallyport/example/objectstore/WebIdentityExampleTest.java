package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.Sallyport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** Ceph's example of AssumeRoleWithWebIdentity, and what follows from it, through the AWS SDK. */
class WebIdentityExampleTest {
  @TempDir private Path data;
  private TokenIssuer issuer;
  private RunningStore running;
  private FederatedRole role;

  @BeforeEach
  void start() throws Exception {
    issuer = new TokenIssuer();
    running =
        new RunningStore(DataFolder.open(data), Sallyport.builder().webIdentity(issuer.verifier()));
    role =
        FederatedRole.make(running, TokenIssuer.URL, TokenIssuer.CLIENT, FederatedRole.THUMBPRINT);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void aUserOfThePortalUsesWhatTheRoleOfTester1Allows() throws Exception {
    AssumeRoleWithWebIdentityResponse answer = role.assume(issuer.token(""), request -> {});
    assertEquals("user1", answer.subjectFromWebIdentityToken());
    assertEquals(TokenIssuer.CLIENT, answer.audience());
    assertEquals(TokenIssuer.URL, answer.provider());
    assertEquals("arn:aws:sts:::assumed-role/S3Access/Bob", answer.assumedRoleUser().arn());
    try (S3Client s3 = role.s3(answer)) {
      s3.createBucket(r -> r.bucket(BUCKET));
      assertEquals(
          List.of(BUCKET), s3.listBuckets().buckets().stream().map(b -> b.name()).toList());
    }
  }

  @Test
  void eachConditionOfTheProvidersIsHeldTo() throws Exception {
    for (String claim : List.of("sub user1", "aud customer-portal", "azp customer-portal")) {
      String[] parts = claim.split(" ", -1);
      role.trustIf("sts:AssumeRoleWithWebIdentity", parts[0], parts[1]);
      assertEquals("user1", role.subject(issuer.token("")));
      role.trustIf("sts:AssumeRoleWithWebIdentity", parts[0], "another");
      role.assertRefused(403, "AccessDenied", issuer.token(""));
    }
  }

  @Test
  void aSessionPolicyLimitsWhatTheSessionMay() throws Exception {
    AssumeRoleWithWebIdentityResponse answer =
        role.assume(
            issuer.token(""), r -> r.policy(RunningStore.allow("s3:ListAllMyBuckets", "*")));
    try (S3Client s3 = role.s3(answer)) {
      assertEquals(List.of(), s3.listBuckets().buckets());
      assertThrows(AwsServiceException.class, () -> s3.createBucket(r -> r.bucket(BUCKET)));
    }
  }

  @Test
  void tokensThatAreNotGoodAreRefused() throws Exception {
    role.assertRefused(400, "InvalidIdentityToken", "no.such.token");
    role.assertRefused(400, "InvalidIdentityToken", new TokenIssuer().token(""));
    role.assertRefused(403, "AccessDenied", issuer.token(tags("\"blue\"")));
    role.assertRefused(403, "IDPRejectedClaim", issuer.token(tags("\"aws:blue\"")));
    running.iam.deleteOpenIDConnectProvider(r -> r.openIDConnectProviderArn(role.provider));
    role.assertRefused(400, "InvalidIdentityToken", issuer.token(""));
  }

  private static String tags(String value) {
    return ",\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"Team\":[" + value + "]}}";
  }
}
