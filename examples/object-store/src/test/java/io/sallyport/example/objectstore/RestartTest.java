package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.ROLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.sync.RequestBody;

/** What was acknowledged outlives the process that is killed. */
@Timeout(240)
class RestartTest {
  private static final String POLICY = BucketPoliciesTest.allowEverybody("s3:GetObject");

  @TempDir private Path data;
  private AwsCredentials tester1;
  private AwsCredentials tester2;
  private AwsCredentials bob;

  @BeforeEach
  void useAServerAndKillIt() throws Exception {
    try (ServerProcess server = ServerProcess.start(data);
        Clients clients = new Clients(server.endpoint())) {
      tester1 = server.keyOf("TESTER1");
      tester2 = server.keyOf("TESTER2");
      RunningStore.makeRole(clients.iam(tester1), RunningStore.ALL_OF_S3);
      bob = RunningStore.assume(clients.sts(tester2));
      clients.s3(bob).createBucket(r -> r.bucket(BUCKET));
      clients
          .s3(bob)
          .putObject(r -> r.bucket(BUCKET).key("a").tagging("k=v"), RequestBody.fromString("kept"));
      clients.s3(bob).putBucketPolicy(r -> r.bucket(BUCKET).policy(POLICY));
    }
  }

  @Test
  void aKilledServerComesBackWithItsRolesPoliciesUsersAndLiveSessions() throws Exception {
    try (ServerProcess server = ServerProcess.start(data)) {
      assertFalse(server.said().contains("SECRET"), server.said());
      assertTrue(server.said().contains("TESTER1 and TESTER2 were made"), server.said());
      assertAllIsThere(server);
    }
  }

  @Test
  void anotherMasterKeyOpensNothingAndHarmsNothing() throws Exception {
    Path file = data.resolve("master.key");
    byte[] right = Files.readAllBytes(file);
    byte[] wrong = right.clone();
    wrong[31] ^= 1;
    Files.write(file, wrong);
    try (ServerProcess server = ServerProcess.start(data)) {
      assertEquals(1, server.awaitExit());
      assertTrue(server.said().startsWith("Not started: "), server.said());
      assertTrue(server.said().contains("master key"), server.said());
      assertFalse(server.said().contains("\tat "), server.said());
    }
    Files.write(file, right);
    try (ServerProcess server = ServerProcess.start(data)) {
      assertAllIsThere(server);
    }
  }

  private void assertAllIsThere(ServerProcess server) {
    try (Clients clients = new Clients(server.endpoint())) {
      assertEquals(
          "kept", clients.s3(bob).getObjectAsBytes(r -> r.bucket(BUCKET).key("a")).asUtf8String());
      assertEquals(
          "v",
          clients.s3(bob).getObjectTagging(r -> r.bucket(BUCKET).key("a")).tagSet().get(0).value());
      assertEquals(POLICY, clients.s3(bob).getBucketPolicy(r -> r.bucket(BUCKET)).policy());
      assertEquals(
          RunningStore.ROLE_ARN, clients.iam(tester1).getRole(r -> r.roleName(ROLE)).role().arn());
      AwsCredentials again = RunningStore.assume(clients.sts(tester2));
      assertEquals(1, clients.s3(again).listBuckets().buckets().size());
    }
  }
}
