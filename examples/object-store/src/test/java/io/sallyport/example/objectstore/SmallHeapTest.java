package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.sts.StsClient;

/** A server with a heap of 256 MiB is attacked in each way, and serves another client meanwhile. */
@Timeout(300)
class SmallHeapTest {
  private static final int CROWD = 190;
  private static final int LONG_BODY = 2 << 20;

  private final List<RawConnection> open = new ArrayList<>();
  @TempDir private Path data;
  private ServerProcess server;
  private Clients clients;
  private IamClient iam;
  private StsClient sts;
  private AwsSessionCredentials bob;
  private S3Client served;

  @BeforeEach
  void start() throws IOException {
    server = ServerProcess.start(data, 0, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
    clients = new Clients(server.endpoint());
    iam = clients.iam(server.keyOf("TESTER1"));
    sts = clients.sts(server.keyOf("TESTER2"));
    RunningStore.makeRole(iam, RunningStore.ALL_OF_S3);
    bob = RunningStore.assume(sts);
    served = clients.s3(bob);
    // One whose list might grant somebody something has bodies read of whoever comes.
    served.createBucket(
        r -> r.bucket(BUCKET).objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED));
  }

  @AfterEach
  void stop() throws IOException {
    for (RawConnection each : open) {
      each.close();
    }
    iam.close();
    sts.close();
    clients.close();
    server.close();
  }

  private void assertAnotherIsServed() {
    served.putObject(r -> r.bucket(BUCKET).key("a"), RequestBody.fromString("served"));
    assertEquals("served", served.getObjectAsBytes(r -> r.bucket(BUCKET).key("a")).asUtf8String());
    assertEquals("S3Access", iam.getRole(r -> r.roleName("S3Access")).role().roleName());
  }

  /** A session of a role that may do what the policy says. */
  private AwsSessionCredentials session(String role, String policy) {
    iam.createRole(r -> r.roleName(role).assumeRolePolicyDocument(RunningStore.TRUSTS_TESTER2));
    iam.putRolePolicy(r -> r.roleName(role).policyName("P").policyDocument(policy));
    return session(role, policy.length(), "");
  }

  private AwsSessionCredentials session(String role, int number, String sessionPolicy) {
    var credentials =
        sts.assumeRole(
                r -> {
                  r.roleArn("arn:aws:iam:::role/" + role).roleSessionName("s" + number);
                  if (!sessionPolicy.isEmpty()) {
                    r.policy(sessionPolicy);
                  }
                })
            .credentials();
    return AwsSessionCredentials.create(
        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }

  private RawClient client(AwsSessionCredentials who, String service) {
    return new RawClient(server.endpoint().getPort(), who, service);
  }

  private List<RawConnection> crowd(String head, String part) throws IOException {
    List<RawConnection> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      RawConnection connection = new RawConnection(server.endpoint());
      open.add(connection);
      crowd.add(connection);
      connection.send(head);
      connection.sendIfOpen(part);
    }
    return crowd;
  }

  private static String head(RawClient client, String target, int length) {
    return client.head(
        "POST", target, Map.of("content-length", Integer.toString(length)), "x".repeat(length));
  }

  @Test
  void longBodiesOfWhoMayDoNothingOfTheKind() throws Exception {
    RawClient client = client(session("Reader", RunningStore.allow("s3:GetObject", "*")), "s3");
    List<RawConnection> crowd =
        crowd(head(client, "/my-bucket?delete", LONG_BODY), "x".repeat(LONG_BODY / 2));
    assertAnotherIsServed();
    String line = crowd.get(0).statusLine();
    assertTrue(line.startsWith("HTTP/1.1 403 "), line);
  }

  @Test
  void longBodiesOfWhoMay() throws Exception {
    crowd(head(client(bob, "s3"), "/my-bucket?delete", LONG_BODY), "x".repeat(LONG_BODY - 1));
    assertAnotherIsServed();
  }

  @Test
  void longBodiesOfWhoMayCompleteUploads() throws Exception {
    crowd(
        head(
            client(bob, "s3"),
            "/my-bucket/a?uploadId=01234567-89ab-cdef-0123-456789abcdef",
            LONG_BODY),
        "x".repeat(LONG_BODY - 1));
    assertAnotherIsServed();
  }

  @Test
  void longCallsOfWhoKnowsTheNameOfAKey() throws Exception {
    int length = 1 << 20;
    crowd(
        RawConnection.forgedCall(server.keyOf("TESTER2").accessKeyId(), length),
        "x".repeat(length - 1));
    assertAnotherIsServed();
  }

  @Test
  void longChunks() throws Exception {
    int length = 16 << 20;
    Map<String, String> chunked =
        Map.of(
            "x-amz-content-sha256",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "x-amz-decoded-content-length",
            Integer.toString(length),
            "content-length",
            Integer.toString(length + 200),
            "content-encoding",
            "aws-chunked");
    String head = client(bob, "s3").head("PUT", "/my-bucket/big", chunked, "");
    String chunk = "1000000;chunk-signature=" + "0".repeat(64) + "\r\n" + "x".repeat(4 << 20);
    crowd(head, chunk);
    assertAnotherIsServed();
  }

  @Test
  void sessionsThatEachHaveAPolicyOfTheirOwn() {
    String resources =
        IntStream.range(0, 250)
            .mapToObj(i -> "\"arn:aws:s3:::my-bucket/" + i + "/*\"")
            .collect(Collectors.joining(",", "[", "]"));
    session("Large", RunningStore.allow("s3:*", "*").replace("\"*\"", resources));
    for (int i = 0; i < 150; i++) {
      int number = i;
      String policy = RunningStore.allow("s3:*", "arn:aws:s3:::my-bucket/" + i + "/*");
      try (S3Client s3 = clients.s3(session("Large", i, policy))) {
        for (int twice = 0; twice < 2; twice++) {
          s3.putObject(r -> r.bucket(BUCKET).key(number + "/a"), RequestBody.fromString("x"));
          s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(number + "/a"));
        }
      }
    }
    assertAnotherIsServed();
  }

  @Test
  void formsOfVeryManyParameters() throws Exception {
    String form =
        IntStream.range(0, 150_000)
            .mapToObj(i -> Integer.toString(i, 36))
            .collect(Collectors.joining("=&"));
    assertRefusedFortyTimes(
        client(bob, "iam"),
        "/",
        Map.of("content-type", "application/x-www-form-urlencoded"),
        "Action=ListRoles&" + form);
  }

  @Test
  void documentsOfVeryManyNamespaces() throws Exception {
    String names =
        IntStream.range(0, 100_000)
            .mapToObj(i -> " xmlns:a" + Integer.toString(i, 36) + "=''")
            .collect(Collectors.joining());
    assertRefusedFortyTimes(
        client(bob, "s3"), "/my-bucket?delete", Map.of(), "<Delete" + names + "/>");
  }

  /** Who is refused while it still sends may find the connection closed. */
  private static String answerOrEnd(
      RawClient client, String target, Map<String, String> headers, String body) {
    try {
      return client.send("POST", target, headers, body);
    } catch (AssertionError e) {
      if (e.getCause() instanceof SocketException) {
        return "closed";
      }
      throw e;
    }
  }

  private void assertRefusedFortyTimes(
      RawClient client, String target, Map<String, String> headers, String body) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(20);
    try {
      Callable<String> call = () -> answerOrEnd(client, target, headers, body);
      List<Future<String>> answers = new ArrayList<>();
      Collections.nCopies(40, call).forEach(each -> answers.add(pool.submit(each)));
      assertAnotherIsServed();
      for (Future<String> answer : answers) {
        assertFalse(answer.get().startsWith("HTTP/1.1 200"), answer.get());
      }
    } finally {
      pool.shutdown();
    }
  }
}
