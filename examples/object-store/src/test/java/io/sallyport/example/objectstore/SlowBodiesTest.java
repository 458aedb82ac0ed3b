package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.OTHER;
import static io.sallyport.example.objectstore.RunningStore.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Who sends a body writes to the bucket that the head of the request was allowed for, and not to
 * one that came to have its name before the body ended. A client that waits to be told to send
 * knows that its head was allowed.
 */
@Timeout(120)
class SlowBodiesTest {
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final String CHUNK = "7\r\ncontent\r\n";

  @TempDir private Path data;
  private RunningStore running;
  private S3Client owner;
  private S3Client other;

  @BeforeEach
  void start() throws Exception {
    running = new RunningStore(data);
    owner = running.user(OWNER, "a");
    other = running.user(OTHER, "b");
    makePublic();
  }

  @AfterEach
  void stop() {
    other.close();
    owner.close();
    running.close();
  }

  private void makePublic() {
    owner.createBucket(r -> r.bucket(BUCKET));
    owner.putBucketPolicy(
        r -> r.bucket(BUCKET).policy(BucketPoliciesTest.allowEverybody("s3:PutObject")));
  }

  /** As one does who is told to ask again: what has come of a body may be being written. */
  private void deleteBucket() {
    boolean isDeleted = false;
    while (!isDeleted) {
      try {
        owner.deleteBucket(r -> r.bucket(BUCKET));
        isDeleted = true;
      } catch (S3Exception e) {
        assertEquals("OperationAborted", e.awsErrorDetails().errorCode());
      }
    }
  }

  private static String head(String target, String length) {
    return String.join(
        "\r\n",
        "PUT /" + BUCKET + "/" + target + " HTTP/1.1",
        "Host: localhost",
        length,
        "Expect: 100-continue",
        "Connection: close",
        "",
        "");
  }

  private void assertNotWritten(String target, String length, String first, String rest)
      throws IOException {
    try (RawConnection slow = new RawConnection(running.endpoint())) {
      slow.send(head(target, length));
      assertEquals("HTTP/1.1 100 Continue", slow.statusLine());
      slow.send(first);
      deleteBucket();
      other.createBucket(r -> r.bucket(BUCKET));
      slow.send(rest);
      assertRefused(slow.answer());
    }
    assertEquals(List.of(), files());
  }

  /** It may be so before there is another. */
  private static void assertRefused(String answer) {
    assertTrue(answer.contains("HTTP/1.1 409 ") || answer.contains("HTTP/1.1 404 "), answer);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(running.objects().resolve(BUCKET))) {
      return all.toList();
    }
  }

  private String uploadedPart() {
    String id = owner.createMultipartUpload(r -> r.bucket(BUCKET).key("x")).uploadId();
    return "x?partNumber=1&uploadId=" + id;
  }

  @Test
  void anObjectOfUnknownLengthIsNotWrittenToAnothersBucket() throws IOException {
    assertNotWritten("x", CHUNKED, CHUNK, "0\r\n\r\n");
  }

  @Test
  void anObjectInAFolderLeavesNoFolder() throws IOException {
    assertNotWritten("a/b/x", CHUNKED, "", CHUNK + "0\r\n\r\n");
  }

  @Test
  void aPartOfUnknownLengthIsNotWrittenToAnothersBucket() throws IOException {
    assertNotWritten(uploadedPart(), CHUNKED, CHUNK, "0\r\n\r\n");
  }

  /** Its file is in the bucket when that is deleted. */
  @Test
  void aPartOfKnownLengthIsNotWrittenToAnothersBucket() throws IOException {
    assertNotWritten(uploadedPart(), "Content-Length: 7", "con", "tent");
  }

  @Test
  void aBucketOfTheSameOwnerIsAnotherToo() throws IOException {
    try (RawConnection slow = new RawConnection(running.endpoint())) {
      slow.send(head("x", CHUNKED));
      assertEquals("HTTP/1.1 100 Continue", slow.statusLine());
      deleteBucket();
      makePublic();
      slow.send(CHUNK + "0\r\n\r\n");
      assertRefused(slow.answer());
    }
    assertEquals(List.of(), files());
  }

  @Test
  void aSlowBodyIsWrittenOnceItHasCome() throws IOException {
    try (RawConnection slow = new RawConnection(running.endpoint())) {
      slow.send(head("x", "Content-Length: 7"));
      assertEquals("HTTP/1.1 100 Continue", slow.statusLine());
      slow.send("con");
      owner.putBucketTagging(r -> r.bucket(BUCKET).tagging(t -> t.tagSet(List.of())));
      slow.send("tent");
      assertTrue(slow.answer().contains("HTTP/1.1 200 "));
    }
    assertEquals("content", owner.getObjectAsBytes(r -> r.bucket(BUCKET).key("x")).asUtf8String());
  }
}
