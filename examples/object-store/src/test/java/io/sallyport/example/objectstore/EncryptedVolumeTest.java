package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.example.objectstore.served.EncryptedVolume;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.Tag;

/** What is told of the encryption of objects on a volume whose key has an id. */
class EncryptedVolumeTest extends OnEncryptedVolume {
  @Test
  void allIsEncryptedWhateverWasAsked() {
    assertEquals(AES256, told(put("x")));
    assertIs(AES256, "x");
    assertEquals(AES256, told(put("y", AES256)));
    assertIs(AES256, "y");
    assertEquals(AES256, told(s3.copyObject(copy("y", "z").build())));
    assertIs(AES256, "z");
    assertEquals(NOTHING, told(s3.listObjectsV2(r -> r.bucket(BUCKET))));
    assertAbsent("none");
  }

  @Test
  void whatIsNotDoneTellsNothing() {
    String tag = put("x", KMS).eTag();
    Map<Integer, Consumer<GetObjectRequest.Builder>> reads =
        Map.of(
            304, r -> r.ifNoneMatch(tag),
            412, r -> r.ifMatch("\"other\""),
            416, r -> r.range("bytes=100-200"));
    reads.forEach(
        (status, read) ->
            assertTellsNothing(
                status, () -> s3.getObject(r -> read.accept(r.bucket(BUCKET).key("x")))));
    assertTellsNothing(
        412,
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("x").ifNoneMatch("*").serverSideEncryption(KMS),
                CONTENT));
  }

  private static void assertTellsNothing(int status, Executable call) {
    AwsServiceException refused = assertThrows(AwsServiceException.class, call);
    assertEquals(status, refused.statusCode());
    assertTells(NOTHING, refused.awsErrorDetails().sdkHttpResponse());
  }

  @Test
  void whatIsAskedToBeByTheKeyIsUntilItIsWrittenAnew() {
    assertEquals(BY_KEY, told(put("x", KMS)));
    assertIs(BY_KEY, "x");
    Tag tag = Tag.builder().key("a").value("1").build();
    s3.putObjectTagging(r -> r.bucket(BUCKET).key("x").tagging(t -> t.tagSet(tag)));
    assertIs(BY_KEY, "x");
    put("x");
    assertIs(AES256, "x");
    s3.putObject(
        r -> r.bucket(BUCKET).key("x").tagging("a=1").serverSideEncryption(KMS).ssekmsKeyId(KEY),
        CONTENT);
    assertIs(BY_KEY, "x");
  }

  @Test
  void aCopyIsAsItIsAskedForAndNotAsItsSource() {
    put("x", KMS);
    assertEquals(AES256, told(s3.copyObject(copy("x", "y").build())));
    assertIs(AES256, "y");
    assertEquals(
        BY_KEY,
        told(s3.copyObject(copy("y", "z").serverSideEncryption(KMS).ssekmsKeyId(KEY).build())));
    assertIs(BY_KEY, "z");
    assertEquals(AES256, told(s3.copyObject(copy("z", "y").metadataDirective("REPLACE").build())));
    assertIs(AES256, "y");
  }

  @Test
  void anObjectCopiedToItselfMayBeEncryptedOtherwise() {
    s3.putObject(r -> r.bucket(BUCKET).key("x").metadata(Map.of("m", "n")), CONTENT);
    assertRefused("400 InvalidRequest", () -> s3.copyObject(copy("x", "x").build()));
    CopyObjectResponse copied = s3.copyObject(copy("x", "x").serverSideEncryption(KMS).build());
    assertEquals(BY_KEY, told(copied));
    assertEquals(BY_KEY, told(s3.headObject(r -> r.bucket(BUCKET).key("x"))));
    assertEquals(Map.of("m", "n"), s3.headObject(r -> r.bucket(BUCKET).key("x")).metadata());
  }

  @Test
  void anUploadThatIsAbortedLeavesTheObjectAsItIs() {
    put("x", KMS);
    var begun =
        s3.createMultipartUpload(r -> r.bucket(BUCKET).key("x").serverSideEncryption(AES256));
    assertEquals(AES256, told(begun));
    String id = begun.uploadId();
    var part = s3.uploadPart(r -> r.bucket(BUCKET).key("x").uploadId(id).partNumber(1), CONTENT);
    assertEquals(AES256, told(part));
    assertEquals(
        NOTHING, told(s3.abortMultipartUpload(r -> r.bucket(BUCKET).key("x").uploadId(id))));
    assertIs(BY_KEY, "x");
    assertTellsNothing(
        404,
        () -> s3.uploadPart(r -> r.bucket(BUCKET).key("x").uploadId(id).partNumber(1), CONTENT));
  }

  private void upload(Optional<String> algorithm, String encryption) {
    var begun =
        s3.createMultipartUpload(
            r -> algorithm.ifPresent(r.bucket(BUCKET).key("x")::serverSideEncryption));
    assertEquals(encryption, told(begun));
    String id = begun.uploadId();
    var part = s3.uploadPart(r -> r.bucket(BUCKET).key("x").uploadId(id).partNumber(1), CONTENT);
    assertEquals(encryption, told(part));
    put("source");
    var copied =
        s3.uploadPartCopy(
            r ->
                r.sourceBucket(BUCKET)
                    .sourceKey("source")
                    .destinationBucket(BUCKET)
                    .destinationKey("x")
                    .uploadId(id)
                    .partNumber(2));
    assertEquals(encryption, told(copied));
    CompletedPart first = CompletedPart.builder().partNumber(1).eTag(part.eTag()).build();
    for (int times = 0; times < 2; times++) {
      assertEquals(
          encryption,
          told(
              s3.completeMultipartUpload(
                  r ->
                      r.bucket(BUCKET)
                          .key("x")
                          .uploadId(id)
                          .multipartUpload(u -> u.parts(first)))));
    }
    assertIs(encryption, "x");
  }

  @Test
  void partsAreAsTheirUploadIsAskedForAndSoIsWhatBecomesOfThem() {
    upload(Optional.of(KMS), BY_KEY);
    upload(Optional.of(AES256), AES256);
    upload(Optional.empty(), AES256);
  }

  @Test
  void theLongestHeadersLeaveRoomForIt() {
    s3.putObject(
        r ->
            r.bucket(BUCKET)
                .key("x")
                .tagging("a=1")
                .serverSideEncryption(KMS)
                .contentDisposition("a".repeat(2800)),
        CONTENT);
    assertIs(BY_KEY, "x");
  }

  @Test
  void theIdIsThatWhichTheKeyHasNow() throws Exception {
    put("x", KMS);
    restart(Optional.of(EncryptedVolume.by("other")), "b");
    assertIs("aws:kms other", "x");
    assertRefused(
        "400 KMS.NotFoundException",
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("y").serverSideEncryption(KMS).ssekmsKeyId(KEY),
                CONTENT));
    restart(Optional.of(EncryptedVolume.UNNAMED), "c");
    assertIs(AES256, "x");
    assertRefused("501 NotImplemented", () -> put("y", KMS));
    assertEquals(AES256, told(put("y", AES256)));
    restart(Optional.empty(), "d");
    assertIs(NOTHING, "x");
    assertIs(NOTHING, "y");
  }

  @Test
  @Timeout(240)
  void theOperatorIsToldWhatIsTold(@TempDir Path other) throws Exception {
    try (ServerProcess server = ServerProcess.startWith(other, "--volume-key", "key-1")) {
      assertTrue(server.said().contains(EncryptedVolume.by("key-1").notice()), server.said());
    }
    assertEquals(
        "All objects are told as encrypted with AES256; nobody checks that they are.",
        EncryptedVolume.UNNAMED.notice());
  }
}
