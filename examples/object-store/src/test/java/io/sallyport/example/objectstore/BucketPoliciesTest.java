package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OTHER;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class BucketPoliciesTest {
  @TempDir private Path data;
  private RunningStore running;
  private S3Client owner;
  private S3Client other;

  static String allowEverybody(String action) {
    return statement("Allow", action, "arn:aws:s3:::" + BUCKET + "/*");
  }

  private static String statement(String effect, String action, String resource) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Principal":"*","Action":"%s",\
        "Resource":"%s"}]}"""
        .formatted(effect, action, resource);
  }

  @BeforeEach
  void start() throws Exception {
    running = new RunningStore(data);
    owner = running.user(OWNER, "a");
    other = running.user(OTHER, "b");
    owner.createBucket(r -> r.bucket(BUCKET));
    owner.putObject(r -> r.bucket(BUCKET).key("x"), RequestBody.fromString("x"));
  }

  @AfterEach
  void stop() {
    owner.close();
    other.close();
    running.close();
  }

  @Test
  void whatItAllowsAStrangerMayDoUntilItIsGone() {
    assertRefused("404 NoSuchBucketPolicy", () -> owner.getBucketPolicy(r -> r.bucket(BUCKET)));
    assertRefused("403 AccessDenied", () -> other.getObject(r -> r.bucket(BUCKET).key("x")));
    String policy = allowEverybody("s3:GetObject");
    owner.putBucketPolicy(r -> r.bucket(BUCKET).policy(policy));
    assertEquals(policy, owner.getBucketPolicy(r -> r.bucket(BUCKET)).policy());
    assertEquals(
        true, owner.getBucketPolicyStatus(r -> r.bucket(BUCKET)).policyStatus().isPublic());
    assertEquals("x", other.getObjectAsBytes(r -> r.bucket(BUCKET).key("x")).asUtf8String());
    assertRefused("403 AccessDenied", () -> other.getBucketPolicy(r -> r.bucket(BUCKET)));
    owner.deleteBucketPolicy(r -> r.bucket(BUCKET));
    assertRefused("403 AccessDenied", () -> other.getObject(r -> r.bucket(BUCKET).key("x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "no JSON",
        "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
        "arn:aws:s3:::my-bucke",
        "arn:aws:s3:::my-bucket2/*",
        "arn:aws:s3:::m?-bucke/*",
        "arn:aws:s3:::*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a/x",
        "arn:aws:iam:::user/x"
      })
  void whatIsNoPolicyOfThisBucketIsRefused(String text) {
    String policy = text.startsWith("arn:") ? statement("Allow", "s3:GetObject", text) : text;
    assertRefused(
        "400 MalformedPolicy", () -> owner.putBucketPolicy(r -> r.bucket(BUCKET).policy(policy)));
    assertRefused("404 NoSuchBucketPolicy", () -> owner.getBucketPolicy(r -> r.bucket(BUCKET)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "arn:aws:s3:::*", "arn:aws:s3:::my-*/x", "arn:aws:s3:::??-b*t"})
  void aPatternThatThisBucketHasIsTaken(String resource) {
    String policy = statement("Deny", "s3:GetObject", resource);
    owner.putBucketPolicy(r -> r.bucket(BUCKET).policy(policy));
    assertEquals(policy, owner.getBucketPolicy(r -> r.bucket(BUCKET)).policy());
  }

  @Test
  void aLongOneIsRefused() {
    String policy = allowEverybody("s3:GetObject") + " ".repeat(20 << 10);
    assertRefused(
        "400 MalformedPolicy", () -> owner.putBucketPolicy(r -> r.bucket(BUCKET).policy(policy)));
  }

  @Test
  void whereThatIsBlockedNoneIsPublic() {
    owner.putPublicAccessBlock(
        r -> r.bucket(BUCKET).publicAccessBlockConfiguration(b -> b.blockPublicPolicy(true)));
    assertRefused(
        "403 AccessDenied",
        () -> owner.putBucketPolicy(r -> r.bucket(BUCKET).policy(allowEverybody("s3:GetObject"))));
    owner.putBucketPolicy(r -> r.bucket(BUCKET).policy(statement("Deny", "s3:GetObject", "*")));
    owner.deletePublicAccessBlock(r -> r.bucket(BUCKET));
    owner.putBucketPolicy(r -> r.bucket(BUCKET).policy(allowEverybody("s3:GetObject")));
  }

  @Test
  void itShutsTheOwnersRootOutOnlyIfThatWasConfirmed() {
    String policy = statement("Deny", "s3:*BucketPolicy", "arn:aws:s3:::" + BUCKET);
    try (S3Client root = running.root(OWNER)) {
      root.putBucketPolicy(r -> r.bucket(BUCKET).policy(policy));
      assertRefused("403 AccessDenied", () -> owner.getBucketPolicy(r -> r.bucket(BUCKET)));
      root.deleteBucketPolicy(r -> r.bucket(BUCKET));
      String butRoot =
          policy.replace(
              "\"Effect\"",
              "\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalArn\":\"arn:aws:iam::"
                  + OWNER
                  + ":root\"}},\"Effect\"");
      root.putBucketPolicy(
          r -> r.bucket(BUCKET).policy(butRoot).confirmRemoveSelfBucketAccess(true));
      assertRefused("403 AccessDenied", () -> owner.getBucketPolicy(r -> r.bucket(BUCKET)));
      root.deleteBucketPolicy(r -> r.bucket(BUCKET));
      root.putBucketPolicy(
          r -> r.bucket(BUCKET).policy(policy).confirmRemoveSelfBucketAccess(true));
      assertRefused("403 AccessDenied", () -> root.getBucketPolicy(r -> r.bucket(BUCKET)));
      assertRefused("403 AccessDenied", () -> root.deleteBucketPolicy(r -> r.bucket(BUCKET)));
      assertRefused(
          "403 AccessDenied", () -> root.putBucketPolicy(r -> r.bucket(BUCKET).policy(policy)));
    }
  }
}
