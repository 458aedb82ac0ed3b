package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
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
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;
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
        new RunningStore(
            DataFolder.open(data), Sallyport.builder().webIdentityVerifier(issuer.verifier()));
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

  /** What a token says of its bearer must be what the bucket, or the object, is tagged with. */
  @Test
  void aTokensTagsAreHeldAgainstThoseOfBucketsAndObjects() throws Exception {
    role.trustIf("sts:AssumeRoleWithWebIdentity,sts:TagSession", "sub", "user1");
    try (S3Client owner = role.s3(assume("blue"))) {
      owner.createBucket(r -> r.bucket(BUCKET));
      owner.putBucketTagging(r -> r.bucket(BUCKET).tagging(t -> t.tagSet(team("blue"))));
      for (String team : List.of("blue", "red")) {
        owner.putObject(
            r -> r.bucket(BUCKET).key(team).tagging("Team=" + team), RequestBody.fromString(team));
      }
    }
    running.putPolicy(
        """
        {"Version":"2012-10-17","Statement":[\
        {"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":\
        {"s3:ExistingObjectTag/Team":"${aws:PrincipalTag/Team}"}}},\
        {"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":{"StringEquals":\
        {"aws:ResourceTag/Team":"${aws:PrincipalTag/Team}"}}}]}\
        """);
    try (S3Client blue = role.s3(assume("blue"));
        S3Client red = role.s3(assume("red"))) {
      assertEquals("blue", read(blue, "blue"));
      assertRefused("403 AccessDenied", () -> read(blue, "red"));
      assertEquals(2, blue.listObjectsV2(r -> r.bucket(BUCKET)).keyCount());
      assertEquals("red", read(red, "red"));
      assertRefused("403 AccessDenied", () -> read(red, "blue"));
      assertRefused("403 AccessDenied", () -> red.listObjectsV2(r -> r.bucket(BUCKET)));
    }
  }

  private AssumeRoleWithWebIdentityResponse assume(String team) throws Exception {
    String tags =
        ",\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"Team\":[\"%s\"]}}".formatted(team);
    return role.assume(issuer.token(tags), request -> {});
  }

  private static Tag team(String value) {
    return Tag.builder().key("Team").value(value).build();
  }

  private static String read(S3Client s3, String key) {
    return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
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
