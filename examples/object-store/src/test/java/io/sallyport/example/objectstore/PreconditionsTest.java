package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;

/** What a header of a write says is done, or the write is refused. */
class PreconditionsTest {
  private static final RequestBody CONTENT = RequestBody.fromString("content");
  private static final RequestBody OTHER = RequestBody.fromString("other");

  @TempDir private Path data;
  private RunningStore running;
  private S3Client s3;

  @BeforeEach
  void start() throws Exception {
    running = new RunningStore(data);
    s3 = running.user(OWNER, "a");
    s3.createBucket(r -> r.bucket(BUCKET));
    s3.putObject(r -> r.bucket(BUCKET).key("x"), CONTENT);
    s3.putObject(r -> r.bucket(BUCKET).key("y"), CONTENT);
  }

  @AfterEach
  void stop() {
    assertEquals("content", s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("x")).asUtf8String());
    s3.close();
    running.close();
  }

  private static AwsRequestOverrideConfiguration with(String header, String value) {
    return AwsRequestOverrideConfiguration.builder().putHeader(header, value).build();
  }

  private void copy(String header, String value) {
    s3.copyObject(
        r ->
            r.sourceBucket(BUCKET)
                .sourceKey("y")
                .destinationBucket(BUCKET)
                .destinationKey("x")
                .overrideConfiguration(with(header, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "If-None-Match, *, 501 NotImplemented",
    "If-Match, *, 501 NotImplemented",
    "If-Match, a, 501 NotImplemented",
    "x-amz-storage-class, GLACIER, 501 NotImplemented",
    "x-amz-storage-class, standard, 501 NotImplemented",
    "x-amz-metadata-directive, replace, 400 InvalidArgument",
    "x-amz-metadata-directive, Copy, 400 InvalidArgument",
    "x-amz-tagging-directive, replace, 400 InvalidArgument",
    "x-amz-tagging, a=b, 400 InvalidArgument"
  })
  void ofCopies(String header, String value, String refusal) {
    assertRefused(refusal, () -> copy(header, value));
  }

  @ParameterizedTest
  @CsvSource({
    "If-None-Match, *, 412 PreconditionFailed",
    "If-Match, a, 412 PreconditionFailed",
    "x-amz-if-match-size, 1, 501 NotImplemented",
    "x-amz-storage-class, standard, 400 InvalidStorageClass"
  })
  void ofObjects(String header, String value, String refusal) {
    assertRefused(
        refusal,
        () ->
            s3.putObject(
                r -> r.bucket(BUCKET).key("x").overrideConfiguration(with(header, value)), OTHER));
  }

  @Test
  void ofUploads() {
    for (String header : List.of("If-None-Match", "If-Match")) {
      assertRefused(
          "501 NotImplemented",
          () ->
              s3.createMultipartUpload(
                  r -> r.bucket(BUCKET).key("x").overrideConfiguration(with(header, "*"))));
    }
    String id = s3.createMultipartUpload(r -> r.bucket(BUCKET).key("x")).uploadId();
    String part =
        s3.uploadPart(r -> r.bucket(BUCKET).key("x").uploadId(id).partNumber(1), OTHER).eTag();
    assertRefused("412 PreconditionFailed", () -> complete(id, part, "*"));
  }

  private void complete(String id, String part, String noneMatch) {
    s3.completeMultipartUpload(
        r ->
            r.bucket(BUCKET)
                .key("x")
                .uploadId(id)
                .ifNoneMatch(noneMatch)
                .multipartUpload(
                    u -> u.parts(CompletedPart.builder().partNumber(1).eTag(part).build())));
  }

  @Test
  void ofDeletions() {
    assertRefused(
        "412 PreconditionFailed",
        () -> s3.deleteObject(r -> r.bucket(BUCKET).key("x").ifMatch("a")));
    assertRefused(
        "501 NotImplemented",
        () ->
            s3.deleteObject(
                r -> r.bucket(BUCKET).key("x").overrideConfiguration(with("If-None-Match", "a"))));
    assertRefused(
        "501 NotImplemented",
        () ->
            s3.deleteObjects(
                r ->
                    r.bucket(BUCKET)
                        .delete(d -> d.objects(ObjectIdentifier.builder().key("x").build()))
                        .overrideConfiguration(with("If-Match", "a"))));
  }

  @Test
  void ofLists() {
    assertRefused(
        "501 NotImplemented",
        () ->
            s3.putObjectAcl(
                r ->
                    r.bucket(BUCKET)
                        .key("x")
                        .acl("public-read")
                        .overrideConfiguration(with("If-Match", "a"))));
  }

  private void putOwnership(String header) {
    OwnershipControlsRule rule =
        OwnershipControlsRule.builder().objectOwnership("BucketOwnerEnforced").build();
    s3.putBucketOwnershipControls(
        r ->
            r.bucket(BUCKET)
                .ownershipControls(c -> c.rules(rule))
                .overrideConfiguration(with("x-amz-object-ownership", header)));
  }

  @Test
  void ofOwnership() {
    assertRefused("400 InvalidArgument", () -> putOwnership("ObjectWriter"));
    assertRefused("400 InvalidArgument", () -> putOwnership("BucketOwnerPreferred"));
    putOwnership("BucketOwnerEnforced");
  }
}
