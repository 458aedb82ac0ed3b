package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.ALL_OF_S3;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.ROLE;
import static io.sallyport.example.objectstore.RunningStore.allow;
import static io.sallyport.example.objectstore.RunningStore.trust;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Ceph's example of AssumeRole, and what follows from it, through the AWS SDK. */
class AssumeRoleExampleTest {
  @TempDir private Path data;
  private RunningStore running;

  @BeforeEach
  void start() throws Exception {
    running = open(data);
  }

  /** Which store the example is for. */
  RunningStore open(Path folder) throws IOException {
    return new RunningStore(folder);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static void assertRefused(int status, String code, Executable call) {
    AwsServiceException refusal = assertThrows(AwsServiceException.class, call);
    assertEquals(
        status + " " + code, refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode());
  }

  private static void assertDenied(Executable call) {
    assertRefused(403, "AccessDenied", call);
  }

  private static void put(S3Client s3, String key) {
    s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(key));
  }

  private static String get(S3Client s3, String key) {
    return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
  }

  private S3Client bobWithABucket() {
    running.makeRole(ALL_OF_S3);
    S3Client s3 = running.bob();
    s3.createBucket(r -> r.bucket(BUCKET));
    return s3;
  }

  @Test
  void tester2UsesWhatTheRoleOfTester1Allows() {
    try (S3Client s3 = bobWithABucket()) {
      assertEquals(
          List.of(BUCKET), s3.listBuckets().buckets().stream().map(b -> b.name()).toList());
      put(s3, "a/b c+d.txt");
      assertEquals("a/b c+d.txt", get(s3, "a/b c+d.txt"));
      assertEquals(11, s3.headObject(r -> r.bucket(BUCKET).key("a/b c+d.txt")).contentLength());
      s3.deleteObject(r -> r.bucket(BUCKET).key("a/b c+d.txt"));
      assertRefused(404, "NoSuchKey", () -> get(s3, "a/b c+d.txt"));
    }
  }

  @Test
  void sendsPartsAndCopiesAndDeletesManyAtOnce() {
    try (S3Client s3 = bobWithABucket()) {
      byte[] part = new byte[5 << 20];
      String upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key("big")).uploadId();
      List<CompletedPart> parts =
          List.of(1, 2, 3, 4).stream()
              .map(
                  number ->
                      CompletedPart.builder()
                          .partNumber(number)
                          .eTag(
                              s3.uploadPart(
                                      r ->
                                          r.bucket(BUCKET)
                                              .key("big")
                                              .uploadId(upload)
                                              .partNumber(number),
                                      RequestBody.fromBytes(part))
                                  .eTag())
                          .build())
              .toList();
      s3.completeMultipartUpload(
          r -> r.bucket(BUCKET).key("big").uploadId(upload).multipartUpload(m -> m.parts(parts)));
      s3.copyObject(
          r ->
              r.sourceBucket(BUCKET)
                  .sourceKey("big")
                  .destinationBucket(BUCKET)
                  .destinationKey("a copy+of it"));
      assertEquals(
          20 << 20, s3.headObject(r -> r.bucket(BUCKET).key("a copy+of it")).contentLength());
      var objects =
          List.of("big", "a copy+of it").stream()
              .map(key -> ObjectIdentifier.builder().key(key).build())
              .toList();
      assertEquals(
          2,
          s3.deleteObjects(r -> r.bucket(BUCKET).delete(d -> d.objects(objects))).deleted().size());
    }
  }

  @Test
  void aNarrowedPolicyBindsTheNextRequest() {
    try (S3Client s3 = bobWithABucket()) {
      put(s3, "a/kept");
      put(s3, "b/other");
      running.putPolicy(allow("s3:GetObject", "arn:aws:s3:::my-bucket/a/*"));
      assertDenied(s3::listBuckets);
      assertDenied(() -> put(s3, "a/new"));
      assertDenied(() -> get(s3, "b/other"));
      assertDenied(() -> s3.deleteObject(r -> r.bucket(BUCKET).key("a/kept")));
      assertDenied(
          () ->
              s3.copyObject(
                  r ->
                      r.sourceBucket(BUCKET)
                          .sourceKey("b/other")
                          .destinationBucket(BUCKET)
                          .destinationKey("a/copy")));
      assertEquals("a/kept", get(s3, "a/kept"));
    }
  }

  @Test
  void aClientThatSendsMuchStillReadsWhyItIsRefused() {
    try (S3Client s3 = bobWithABucket()) {
      running.putPolicy(allow("s3:GetObject", "*"));
      String answer =
          new RawClient(running.store.endpoint().getPort(), running.assume())
              .send("PUT", "/my-bucket/big", Map.of(), "x".repeat(6 << 20));
      assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
      assertTrue(answer.contains("<Code>AccessDenied</Code>"), answer);
      // This one waits to be told to send, and reads no answer but that it may.
      AwsServiceException refusal =
          assertThrows(
              AwsServiceException.class,
              () ->
                  s3.putObject(
                      r -> r.bucket(BUCKET).key("big"), RequestBody.fromBytes(new byte[6 << 20])));
      assertEquals(403, refusal.statusCode());
    }
  }

  @Test
  void aCallOfMoreThanAMebibyteIsRefusedUnread() {
    running.makeRole(ALL_OF_S3);
    assertRefused(413, "RequestEntityTooLarge", () -> running.putPolicy("x".repeat(2 << 20)));
  }

  @Test
  void aRoleMadeAnewOpensNoOldSession() {
    try (S3Client s3 = bobWithABucket()) {
      running.iam.deleteRolePolicy(r -> r.roleName(ROLE).policyName("Policy1"));
      running.iam.deleteRole(r -> r.roleName(ROLE));
      AwsServiceException deleted = assertThrows(AwsServiceException.class, () -> s3.listBuckets());
      running.makeRole(ALL_OF_S3);
      AwsServiceException madeAnew =
          assertThrows(AwsServiceException.class, () -> s3.listBuckets());
      assertEquals("InvalidToken", madeAnew.awsErrorDetails().errorCode());
      assertEquals(deleted.awsErrorDetails().errorCode(), madeAnew.awsErrorDetails().errorCode());
    }
  }

  @Test
  void aTrustPolicyThatNamesAnotherIsRefused() {
    running.makeRole(ALL_OF_S3);
    running.iam.updateAssumeRolePolicy(r -> r.roleName(ROLE).policyDocument(trust("TESTER1")));
    assertDenied(running::assume);
  }

  @Test
  void nobodyButTester1MayMakeRoles() {
    running.makeRole(ALL_OF_S3);
    try (var tester2 = running.clients.iam(running.tester2);
        var bob = running.clients.iam(running.assume())) {
      assertDenied(() -> tester2.deleteRole(r -> r.roleName(ROLE)));
      assertDenied(() -> bob.deleteRole(r -> r.roleName(ROLE)));
    }
  }

  @Test
  void withoutTheRoleNothingIsAllowed() {
    try (S3Client s3 = running.clients.s3(running.tester2)) {
      assertDenied(s3::listBuckets);
    }
  }
}
