package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Many who have proved nothing stand at the door, and the others are served. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class CrowdTest {
  private static final int CROWD = 260;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private RunningStore running;
  private S3Client bob;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    running = new RunningStore(data);
    running.makeRole(RunningStore.ALL_OF_S3);
    bob = running.bob();
    bob.createBucket(r -> r.bucket(BUCKET));
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    running.close();
  }

  private RawConnection connect() throws IOException {
    RawConnection connection = new RawConnection(running.store.endpoint());
    open.push(connection);
    return connection;
  }

  private List<RawConnection> crowd(String head) throws IOException {
    List<RawConnection> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      RawConnection connection = connect();
      connection.send(head);
      crowd.add(connection);
    }
    return crowd;
  }

  private void assertOthersAreServed() {
    bob.putObject(r -> r.bucket(BUCKET).key("a"), RequestBody.fromString("served"));
    assertEquals("served", bob.getObjectAsBytes(r -> r.bucket(BUCKET).key("a")).asUtf8String());
    assertEquals(1, running.iam.listRoles().roles().size());
  }

  @Test
  void strangersWhoTrickleHoldNobodyUp() throws Exception {
    List<RawConnection> crowd = crowd(RawConnection.forgedCall("AKIANOBODY", 1 << 20));
    for (int i = 0; i < 3; i++) {
      for (RawConnection each : crowd) {
        each.sendIfOpen("a");
      }
      assertOthersAreServed();
    }
  }

  @Test
  void strangersWhoAreSilentHoldNobodyUp() throws Exception {
    crowd(RawConnection.forgedCall("AKIANOBODY", 100));
    assertOthersAreServed();
  }

  @Test
  void strangersWhoKnowTheNameOfAKeyHoldNobodyUp() throws Exception {
    String key = running.tester1.accessKeyId();
    List<RawConnection> crowd = crowd(RawConnection.forgedCall(key, 1 << 20));
    for (RawConnection each : crowd) {
      each.sendIfOpen("a");
    }
    assertOthersAreServed();
    assertEquals("HTTP/1.1 503 Service Unavailable", crowd.get(0).statusLine());
  }

  @Test
  void whoIsSilentIsToldInXmlThatItsTimeIsOver() throws Exception {
    RawConnection silent = connect();
    silent.send(RawConnection.forgedCall(running.tester1.accessKeyId(), 100));
    silent.send("Action=");
    String answer = silent.answer();
    assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    assertTrue(answer.contains("<Code>RequestTimeout</Code>"), answer);
    assertFalse(answer.contains("Exception"), answer);
  }

  @Test
  void aStrangerIsRefusedByItsHeadAlone() throws Exception {
    RawConnection stranger = connect();
    stranger.send(
        RawConnection.forgedCall("AKIANOBODY", 100)
            .replace("Host", "Expect: 100-continue\r\nHost"));
    String line = stranger.statusLine();
    assertTrue(line.startsWith("HTTP/1.1 403 "), line);
  }

  @Test
  void whoMayNotPutIsToldSoBeforeItSends() throws Exception {
    running.putPolicy(RunningStore.allow("s3:GetObject", "*"));
    try {
      String answer =
          new RawClient(running.store.endpoint().getPort(), running.assume())
              .send(
                  "PUT",
                  "/my-bucket/a",
                  Map.of("expect", "100-continue", "content-length", "100"),
                  "");
      assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    } finally {
      running.putPolicy(RunningStore.ALL_OF_S3);
    }
  }
}
