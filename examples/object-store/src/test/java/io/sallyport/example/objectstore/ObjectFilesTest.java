package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A key that can't be a file is refused, and nothing that is kept is lost by it. */
@TestInstance(Lifecycle.PER_CLASS)
class ObjectFilesTest {
  private RunningStore running;
  private S3Client s3;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    running = new RunningStore(data);
    running.makeRole(RunningStore.ALL_OF_S3);
    s3 = running.bob();
    s3.createBucket(r -> r.bucket(BUCKET));
    put("file", "kept");
    put("folder/object", "kept");
  }

  @AfterAll
  void stop() {
    running.close();
  }

  private void put(String key, String text) {
    s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(text));
  }

  private String read(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asUtf8String();
  }

  private void delete(String key) {
    s3.deleteObject(r -> r.bucket(BUCKET).key(key));
  }

  private static void assertRefused(Executable call) {
    S3Exception error = assertThrows(S3Exception.class, call);
    assertEquals(501, error.statusCode());
    assertEquals("NotImplemented", error.awsErrorDetails().errorCode());
    String message = error.awsErrorDetails().errorMessage();
    assertTrue(message.contains("can't keep one of this key"), message);
  }

  @Test
  void aKeyThatEndsWithASlashIsNotTheObjectWithoutIt() {
    assertThrows(NoSuchKeyException.class, () -> read("file/"));
    put("file/", "another");
    assertEquals("another kept", read("file/") + " " + read("file"));
    delete("file/");
    assertEquals("kept", read("file"));
  }

  @Test
  void anObjectIsNoFolder() {
    assertRefused(() -> put("file/below", "lost"));
    assertRefused(() -> put("file/far/below", "x".repeat(1 << 20)));
    assertRefused(() -> delete("file/below"));
    assertThrows(NoSuchKeyException.class, () -> read("file/below"));
    assertThrows(
        NoSuchKeyException.class, () -> s3.headObject(r -> r.bucket(BUCKET).key("file/below")));
    assertEquals("kept", read("file"));
  }

  @Test
  void nothingBelowAnObjectIsCopiedOrDeletedWithOthers() {
    ObjectIdentifier below = ObjectIdentifier.builder().key("file/below").build();
    S3Exception error =
        assertThrows(
            S3Exception.class,
            () -> s3.deleteObjects(r -> r.bucket(BUCKET).delete(d -> d.objects(below))));
    assertEquals(501, error.statusCode());
    error =
        assertThrows(
            S3Exception.class,
            () ->
                s3.copyObject(
                    r ->
                        r.sourceBucket(BUCKET)
                            .sourceKey("file/below")
                            .destinationBucket(BUCKET)
                            .destinationKey("copy")));
    assertEquals(501, error.statusCode());
  }

  @Test
  void aFolderIsNoObject() {
    assertRefused(() -> put("folder", "lost"));
    assertRefused(() -> s3.createMultipartUpload(r -> r.bucket(BUCKET).key("folder")));
    assertThrows(NoSuchKeyException.class, () -> read("folder"));
    delete("folder");
    assertEquals("kept", read("folder/object"));
  }

  @Test
  void aFolderIsGoneWithItsLastObject() {
    put("once/folder", "");
    delete("once/folder");
    put("once", "kept");
    assertEquals("kept", read("once"));
    assertEquals(
        List.of(),
        s3.listObjectsV2(r -> r.bucket(BUCKET).prefix("once/")).contents().stream().toList());
  }
}
