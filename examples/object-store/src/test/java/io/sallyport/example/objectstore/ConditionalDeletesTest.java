package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Of a batch, an object goes only if it is what the client says that it is. */
class ConditionalDeletesTest {
  private static final String CONTENT = "content";
  private static final String OTHER_ETAG = "\"00000000000000000000000000000000\"";

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

  private String put(String key) {
    return s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(CONTENT)).eTag();
  }

  private static ObjectIdentifier of(String key, String etag, long size) {
    return ObjectIdentifier.builder().key(key).eTag(etag).size(size).build();
  }

  /** What became of each, in the order of the keys. */
  private static List<String> deleted(S3Client who, ObjectIdentifier... objects) {
    DeleteObjectsResponse answer =
        who.deleteObjects(r -> r.bucket(BUCKET).delete(d -> d.objects(objects)));
    List<String> all = new ArrayList<>();
    answer.deleted().forEach(each -> all.add(each.key() + " deleted"));
    answer.errors().forEach(each -> all.add(each.key() + " " + each.code()));
    return all.stream().sorted().toList();
  }

  private List<String> left() {
    return s3.listObjectsV2(r -> r.bucket(BUCKET)).contents().stream()
        .map(each -> each.key())
        .toList();
  }

  @Test
  void whatIsAnotherByNowStays() {
    String etag = put("a");
    put("b");
    put("c");
    assertEquals(
        List.of("a deleted", "b PreconditionFailed", "c PreconditionFailed"),
        deleted(
            s3,
            of("a", etag, CONTENT.length()),
            of("b", OTHER_ETAG, CONTENT.length()),
            of("c", etag, 1)));
    assertEquals(List.of("b", "c"), left());
  }

  /** A condition tells what is there, so it takes the right to read. */
  @Test
  void whoMayNotReadMayNotAskSo() {
    String etag = put("a");
    String policy = RunningStore.allow("s3:DeleteObject", "*");
    try (S3Client deleter = running.user(OWNER, "d", policy)) {
      assertEquals(List.of("a AccessDenied"), deleted(deleter, of("a", etag, CONTENT.length())));
      assertEquals(List.of("a"), left());
      assertEquals(
          List.of("a deleted"), deleted(deleter, ObjectIdentifier.builder().key("a").build()));
    }
  }
}
