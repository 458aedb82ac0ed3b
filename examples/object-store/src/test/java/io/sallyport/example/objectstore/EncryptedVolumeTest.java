package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.example.objectstore.served.EncryptedVolume;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Response;
import software.amazon.awssdk.services.s3.model.Tag;

/** What is told of the encryption of objects on a volume whose key has an id. */
class EncryptedVolumeTest {
  private static final RequestBody CONTENT = RequestBody.fromString("content");
  private static final String KEY = "arn:aws:kms:here:111111111111:key/1";
  private static final String AES256 = "AES256";
  private static final String KMS = "aws:kms";
  private static final String BY_KEY = "aws:kms " + KEY;
  private static final String NOTHING = "";

  @TempDir private Path data;
  private RunningStore running;
  private S3Client s3;

  @BeforeEach
  void start() throws Exception {
    start(Optional.of(EncryptedVolume.by(KEY)), "a");
    s3.createBucket(r -> r.bucket(BUCKET));
  }

  private void start(Optional<EncryptedVolume> volume, String user) throws Exception {
    DataFolder folder = DataFolder.open(data);
    running = new RunningStore(volume.map(folder::on).orElse(folder));
    s3 = running.user(OWNER, user);
  }

  @AfterEach
  void stop() {
    s3.close();
    running.close();
  }

  private void restart(Optional<EncryptedVolume> volume, String user) throws Exception {
    stop();
    start(volume, user);
  }

  private static String told(SdkHttpResponse answer) {
    String algorithm = answer.firstMatchingHeader("x-amz-server-side-encryption").orElse(NOTHING);
    return answer
        .firstMatchingHeader("x-amz-server-side-encryption-aws-kms-key-id")
        .map(key -> algorithm + " " + key)
        .orElse(algorithm);
  }

  private static String told(S3Response answer) {
    return told(answer.sdkHttpResponse());
  }

  private PutObjectResponse put(String key) {
    return s3.putObject(r -> r.bucket(BUCKET).key(key), CONTENT);
  }

  private PutObjectResponse put(String key, String algorithm) {
    return s3.putObject(r -> r.bucket(BUCKET).key(key).serverSideEncryption(algorithm), CONTENT);
  }

  private PutObjectResponse put(String key, Map<String, String> headers) {
    return s3.putObject(
        r -> r.bucket(BUCKET).key(key).overrideConfiguration(o -> headers.forEach(o::putHeader)),
        CONTENT);
  }

  private static CopyObjectRequest.Builder copy(String from, String to) {
    return CopyObjectRequest.builder()
        .sourceBucket(BUCKET)
        .sourceKey(from)
        .destinationBucket(BUCKET)
        .destinationKey(to);
  }

  private void assertIs(String encryption, String key) {
    assertEquals(encryption, told(s3.headObject(r -> r.bucket(BUCKET).key(key))));
    assertEquals(encryption, told(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).response()));
    assertEquals(
        encryption,
        told(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key).range("bytes=1-2")).response()));
    assertEquals(Map.of(), s3.headObject(r -> r.bucket(BUCKET).key(key)).metadata());
  }

  private void assertAbsent(String key) {
    AwsServiceException absent =
        assertThrows(
            AwsServiceException.class, () -> s3.headObject(r -> r.bucket(BUCKET).key(key)));
    assertEquals(404, absent.statusCode());
    assertEquals(NOTHING, told(absent.awsErrorDetails().sdkHttpResponse()));
  }

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 InvalidArgument, AES192",
        "400 InvalidArgument, aes256",
        "400 InvalidArgument, aes:kms",
        "400 InvalidArgument, AES256 arn:aws:kms:here:111111111111:key/1",
        "400 InvalidArgument, AES192 arn:aws:kms:here:111111111111:key/1",
        "400 KMS.NotFoundException, aws:kms arn:aws:kms:here:111111111111:key/2",
        "400 KMS.NotFoundException, aws:kms 1",
        "501 NotImplemented, aws:kms:dsse"
      })
  void whatIsNotSoIsRefused(String line) {
    String refusal = line.split(", ", -1)[0];
    String[] asked = line.split(", ", -1)[1].split(" ", -1);
    Optional<String> key = asked.length > 1 ? Optional.of(asked[1]) : Optional.empty();
    put("source");
    assertRefused(
        refusal,
        () ->
            s3.putObject(
                r -> {
                  r.bucket(BUCKET).key("x").serverSideEncryption(asked[0]);
                  key.ifPresent(r::ssekmsKeyId);
                },
                CONTENT));
    assertRefused(
        refusal,
        () -> {
          CopyObjectRequest.Builder copy = copy("source", "x").serverSideEncryption(asked[0]);
          key.ifPresent(copy::ssekmsKeyId);
          s3.copyObject(copy.build());
        });
    assertRefused(
        refusal,
        () ->
            s3.createMultipartUpload(
                r -> {
                  r.bucket(BUCKET).key("x").serverSideEncryption(asked[0]);
                  key.ifPresent(r::ssekmsKeyId);
                }));
    assertAbsent("x");
  }

  @Test
  void whatAVolumeDoesNotDoIsRefused() {
    String all = "x-amz-server-side-encryption";
    assertRefused("400 InvalidArgument", () -> put("x", Map.of(all + "-aws-kms-key-id", KEY)));
    for (String header :
        List.of(
            all + "-context",
            all + "-bucket-key-enabled",
            all + "-customer-algorithm",
            all + "-customer-key",
            all + "-customer-key-MD5",
            all + "-of-tomorrow",
            "x-amz-copy-source-server-side-encryption-customer-key")) {
      assertRefused("501 NotImplemented", () -> put("x", Map.of(header, "x")));
      assertRefused(
          header.startsWith(all + "-customer-") ? "400 InvalidArgument" : "501 NotImplemented",
          () -> put("x", Map.of(header, "x", all, AES256)));
    }
    assertRefused(
        "400 InvalidArgument", () -> put("x", Map.of("x-amz-meta-sallyport-encryption", KMS)));
    assertAbsent("x");
  }

  @Test
  void whatWritesNoObjectCanNotAskForIt() {
    put("x");
    Map<String, String> asked = Map.of("x-amz-server-side-encryption", AES256);
    String id = s3.createMultipartUpload(r -> r.bucket(BUCKET).key("x")).uploadId();
    assertRefused(
        "400 InvalidArgument",
        () ->
            s3.uploadPart(
                r ->
                    r.bucket(BUCKET)
                        .key("x")
                        .uploadId(id)
                        .partNumber(1)
                        .overrideConfiguration(o -> asked.forEach(o::putHeader)),
                CONTENT));
    assertRefused(
        "400 InvalidArgument",
        () ->
            s3.getObjectAsBytes(
                r ->
                    r.bucket(BUCKET)
                        .key("x")
                        .overrideConfiguration(o -> asked.forEach(o::putHeader))));
    assertRefused(
        "400 InvalidArgument",
        () ->
            s3.deleteObjectTagging(
                r ->
                    r.bucket(BUCKET)
                        .key("x")
                        .overrideConfiguration(o -> asked.forEach(o::putHeader))));
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
  void withoutSuchAVolumeAllThatAsksIsRefused() throws Exception {
    put("x");
    restart(Optional.empty(), "b");
    for (String algorithm : List.of(AES256, KMS, "AES192")) {
      assertRefused("501 NotImplemented", () -> put("y", algorithm));
      assertRefused(
          "501 NotImplemented",
          () -> s3.copyObject(copy("x", "y").serverSideEncryption(algorithm).build()));
      assertRefused(
          "501 NotImplemented",
          () ->
              s3.createMultipartUpload(
                  r -> r.bucket(BUCKET).key("y").serverSideEncryption(algorithm)));
    }
    for (String header : List.of("-context", "-customer-algorithm", "-customer-key")) {
      assertRefused(
          "501 NotImplemented",
          () -> put("y", Map.of("x-amz-server-side-encryption" + header, "x")));
    }
    assertRefused(
        "501 NotImplemented",
        () ->
            s3.getObjectTagging(
                r ->
                    r.bucket(BUCKET)
                        .key("x")
                        .overrideConfiguration(
                            o -> o.putHeader("x-amz-server-side-encryption", AES256))));
    assertAbsent("y");
    assertEquals(NOTHING, told(put("y")));
    assertIs(NOTHING, "x");
  }
}
