package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.allow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** A store without versions has one of each object: {@code null}, the object itself. */
class ObjectVersionsTest {
  private static final List<String> KEYS = List.of("a b+c/d", "a b+c/ä&<x>", "e", "f");

  @TempDir private Path data;
  private RunningStore running;
  private S3Client s3;

  @BeforeEach
  void start() throws Exception {
    running = new RunningStore(data);
    running.makeRole(RunningStore.ALL_OF_S3);
    s3 = running.bob();
    s3.createBucket(r -> r.bucket(BUCKET));
    for (String key : KEYS) {
      s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(key));
    }
  }

  @AfterEach
  void stop() {
    s3.close();
    running.close();
  }

  private static List<String> keys(ListObjectVersionsResponse page) {
    return page.versions().stream().map(ObjectVersion::key).toList();
  }

  private static void assertRefused(int status, String code, Executable call) {
    AwsServiceException refusal = assertThrows(AwsServiceException.class, call);
    assertEquals(
        status + " " + code, refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode());
  }

  @Test
  void eachObjectIsListedOnceAsItsVersionNull() {
    ListObjectVersionsResponse all = s3.listObjectVersions(r -> r.bucket(BUCKET));
    assertEquals(KEYS, keys(all));
    assertFalse(all.isTruncated());
    for (ObjectVersion each : all.versions()) {
      assertEquals("null", each.versionId());
      assertTrue(each.isLatest());
      var head = s3.headObject(r -> r.bucket(BUCKET).key(each.key()).versionId("null"));
      assertEquals(head.eTag(), each.eTag());
      assertEquals(head.contentLength(), each.size());
      assertEquals(
          head.lastModified(),
          each.lastModified().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }
  }

  @Test
  void aListComesInPagesAndByPrefixAndDelimiter() {
    ListObjectVersionsResponse first =
        s3.listObjectVersions(r -> r.bucket(BUCKET).maxKeys(3).encodingType("url"));
    assertTrue(first.isTruncated());
    assertEquals("null", first.nextVersionIdMarker());
    assertEquals(
        KEYS,
        s3.listObjectVersionsPaginator(r -> r.bucket(BUCKET).maxKeys(1)).versions().stream()
            .map(ObjectVersion::key)
            .toList());
    assertEquals(
        KEYS.subList(0, 2), keys(s3.listObjectVersions(r -> r.bucket(BUCKET).prefix("a b+c/"))));
    ListObjectVersionsResponse above = s3.listObjectVersions(r -> r.bucket(BUCKET).delimiter("/"));
    assertEquals(List.of("e", "f"), keys(above));
    assertEquals("a b+c/", above.commonPrefixes().get(0).prefix());
    assertEquals(List.of(), keys(s3.listObjectVersions(r -> r.bucket(BUCKET).maxKeys(0))));
  }

  @Test
  void whatIsNotThereIsSaidSo() {
    assertRefused(404, "NoSuchBucket", () -> s3.listObjectVersions(r -> r.bucket("no-bucket")));
    assertRefused(
        400,
        "InvalidArgument",
        () -> s3.listObjectVersions(r -> r.bucket(BUCKET).keyMarker("e").versionIdMarker("1")));
    assertRefused(
        501, "NotImplemented", () -> s3.getObject(r -> r.bucket(BUCKET).key("e").versionId("1")));
  }

  @Test
  void theVersionNullIsDeletedWithTheObject() {
    DeleteObjectsResponse deleted =
        s3.deleteObjects(
            r ->
                r.bucket(BUCKET)
                    .bypassGovernanceRetention(true)
                    .delete(d -> d.objects(id("e", "null"), id("f", "1"))));
    assertEquals("e", deleted.deleted().get(0).key());
    assertEquals(
        "f NotImplemented", deleted.errors().get(0).key() + " " + deleted.errors().get(0).code());
    s3.deleteObject(r -> r.bucket(BUCKET).key(KEYS.get(0)).versionId("null"));
    assertEquals(List.of(KEYS.get(1), "f"), keys(s3.listObjectVersions(r -> r.bucket(BUCKET))));
  }

  /** S3Proxy keeps files of it beside the objects. */
  @Test
  void anUploadUnderWayIsNoObjectAndKeepsNoBucket() {
    for (String key : List.of("x", "p/q")) {
      s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key));
    }
    assertEquals(KEYS, keys(s3.listObjectVersions(r -> r.bucket(BUCKET))));
    assertRefused(409, "BucketNotEmpty", () -> s3.deleteBucket(r -> r.bucket(BUCKET)));
    assertEquals(2, s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads().size());
    KEYS.forEach(key -> s3.deleteObject(r -> r.bucket(BUCKET).key(key)));
    s3.deleteBucket(r -> r.bucket(BUCKET));
    assertEquals(List.of(), s3.listBuckets().buckets());
  }

  @Test
  void versionsHaveActionsOfTheirOwnAndDontStandForTheObjects() {
    String all = "arn:aws:s3:::*";
    running.putPolicy(allow("s3:ListBucket", all));
    assertRefused(403, "AccessDenied", () -> s3.listObjectVersions(r -> r.bucket(BUCKET)));
    running.putPolicy(allow("s3:ListBucketVersions", all));
    assertEquals(KEYS, keys(s3.listObjectVersions(r -> r.bucket(BUCKET))));
    for (String alone : List.of("s3:DeleteObject", "s3:DeleteObjectVersion")) {
      running.putPolicy(allow(alone, all));
      assertRefused(
          403,
          "AccessDenied",
          () -> s3.deleteObject(r -> r.bucket(BUCKET).key("e").versionId("null")));
      DeleteObjectsResponse refused =
          s3.deleteObjects(r -> r.bucket(BUCKET).delete(d -> d.objects(id("e", "null"))));
      assertEquals(
          List.of("AccessDenied"),
          Stream.concat(
                  refused.errors().stream().map(error -> error.code()),
                  refused.deleted().stream().map(gone -> "deleted"))
              .toList());
    }
    running.putPolicy(allow("s3:DeleteObject*", all));
    s3.deleteObject(r -> r.bucket(BUCKET).key("e").versionId("null"));
  }

  private static ObjectIdentifier id(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }
}
