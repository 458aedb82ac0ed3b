package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.Refusals.assertRefused;
import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** As in S3, an upload that is completed may be completed again: the answer may have been lost. */
class CompletedAgainTest {
  private static final String KEY = "x";

  @TempDir private Path data;
  private RunningStore running;
  private S3Client s3;

  @BeforeEach
  void start() throws Exception {
    running = new RunningStore(data);
    s3 = running.user(OWNER, "a");
    s3.createBucket(r -> r.bucket(BUCKET));
  }

  @AfterEach
  void stop() {
    s3.close();
    running.close();
  }

  private String begin(String key) {
    return s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key).tagging("a=1")).uploadId();
  }

  private String upload(String id, String text) {
    return s3.uploadPart(
            r -> r.bucket(BUCKET).key(KEY).uploadId(id).partNumber(1), RequestBody.fromString(text))
        .eTag();
  }

  private CompleteMultipartUploadResponse complete(String key, String id, String part) {
    return s3.completeMultipartUpload(
        r ->
            r.bucket(BUCKET)
                .key(key)
                .uploadId(id)
                .multipartUpload(
                    u -> u.parts(CompletedPart.builder().partNumber(1).eTag(part).build())));
  }

  @Test
  void theAnswerIsTheSameAndTheObjectStaysWhatItIs() {
    String id = begin(KEY);
    String part = upload(id, "content");
    String made = complete(KEY, id, part).eTag();
    assertEquals(made, complete(KEY, id, part).eTag());
    assertEquals("content", s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(KEY)).asUtf8String());
    assertEquals(1, s3.getObjectTagging(r -> r.bucket(BUCKET).key(KEY)).tagSet().size());
  }

  @Test
  void whatTheObjectIsNotWasNoUpload() {
    String id = begin(KEY);
    String part = upload(id, "content");
    complete(KEY, id, part);
    String other = begin(KEY);
    String otherPart = upload(other, "other");
    String others = begin("y");
    assertRefused("404 NoSuchUpload", () -> complete(KEY, others, part));
    assertRefused("404 NoSuchUpload", () -> complete("y", id, part));
    assertRefused("404 NoSuchUpload", () -> complete("y", other, otherPart));
    assertRefused("404 NoSuchUpload", () -> complete(KEY, id, otherPart));
    assertRefused("404 NoSuchUpload", () -> complete(KEY, "none", part));
    complete(KEY, other, otherPart);
    assertRefused("404 NoSuchUpload", () -> complete(KEY, id, part));
    s3.deleteObject(r -> r.bucket(BUCKET).key(KEY));
    assertRefused("404 NoSuchUpload", () -> complete(KEY, other, otherPart));
  }

  /** Who knows the parts of an object, and may put one there, made no upload by that. */
  @Test
  void whatIsTheObjectButByNoSuchUploadIsRefused() {
    String id = begin(KEY);
    String part = upload(id, "content");
    complete(KEY, id, part);
    String none = UUID.randomUUID().toString();
    assertRefused("404 NoSuchUpload", () -> complete(KEY, none, part));
    String other = begin(KEY);
    assertEquals(part, upload(other, "content"));
    complete(KEY, other, part);
    assertRefused("404 NoSuchUpload", () -> complete(KEY, id, part));
    complete(KEY, other, part);
  }

  @Test
  void nothingElseIsDoneWithAnUploadThatIsOver() {
    String id = begin(KEY);
    String part = upload(id, "content");
    complete(KEY, id, part);
    assertRefused("404 NoSuchUpload", () -> upload(id, "more"));
    assertRefused(
        "404 NoSuchUpload", () -> s3.listParts(r -> r.bucket(BUCKET).key(KEY).uploadId(id)));
    assertRefused(
        "404 NoSuchUpload",
        () -> s3.abortMultipartUpload(r -> r.bucket(BUCKET).key(KEY).uploadId(id)));
  }
}
